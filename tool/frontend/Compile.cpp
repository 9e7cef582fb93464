// SPDX-License-Identifier: Apache-2.0
#include "Compile.h"

#include <clang/Driver/Options.h>
#include <clang/Tooling/CompilationDatabase.h>
#include <llvm/Option/ArgList.h>
#include <llvm/Option/OptTable.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/raw_ostream.h>

namespace path = llvm::sys::path;
namespace fs = llvm::sys::fs;
namespace options = clang::driver::options;

namespace gateaux::frontend {

namespace {

class FileSystemWithout : public llvm::vfs::ProxyFileSystem {
public:
  FileSystemWithout(llvm::IntrusiveRefCntPtr<FileSystem> real, const std::string &output,
                    const std::string &mainFile)
      : ProxyFileSystem(std::move(real)), output_(output), name_(path::filename(output)),
        empty_(new llvm::vfs::InMemoryFileSystem) {
    sameName_ = path::filename(mainFile) == name_;
  }

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &file) override {
    std::string name = file.str();
    return isOutput(name) ? empty(name)->status(name) : ProxyFileSystem::status(file);
  }

  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &file) override {
    std::string name = file.str();
    return isOutput(name) ? empty(name)->openFileForRead(name)
                          : ProxyFileSystem::openFileForRead(file);
  }

private:
  bool isOutput(const std::string &file) {
    if (path::filename(file) != name_ || !ProxyFileSystem::exists(file))
      return false;
    return !sameName_ || fs::equivalent(file, output_);
  }
  FileSystem *empty(const std::string &file) {
    if (!empty_->exists(file))
      empty_->addFile(file, 0, llvm::MemoryBuffer::getMemBuffer(""));
    return empty_.get();
  }

  std::string output_, name_;
  bool sameName_ = false;
  llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> empty_;
};

/// The folder of Clang's own headers: beside the executable if it was installed with one.
std::string resourceDirectory(const std::string &fallback) {
  std::string executable = fs::getMainExecutable(nullptr, nullptr);
  llvm::SmallString<256> beside(path::parent_path(path::parent_path(executable)));
  path::append(beside, "lib", "clang", std::to_string(LLVM_VERSION_MAJOR));
  llvm::SmallString<256> probe(beside);
  path::append(probe, "include", "stddef.h");
  if (fs::exists(probe))
    return std::string(beside);
  return fallback;
}

/// The path by which the driver takes itself to have been called: it looks for libraries beside it.
std::string driverPath(const std::string &resources) {
  // The resources stand in <prefix>/lib/clang/<version>.
  llvm::SmallString<256> driver(path::parent_path(path::parent_path(path::parent_path(resources))));
  path::append(driver, "bin", "clang++");
  return fs::exists(driver) ? std::string(driver) : fs::getMainExecutable(nullptr, nullptr);
}

/// An option that g++ knows and Clang does not, and that has no influence on what the code means.
bool isForeign(llvm::StringRef spelling) {
  return spelling.starts_with("-f") || spelling.starts_with("-m") || spelling.starts_with("-W") ||
         spelling.starts_with("--param");
}

} // namespace

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> fileSystemWithout(const std::string &output,
                                                                  const std::string &mainFile) {
  return new FileSystemWithout(llvm::vfs::createPhysicalFileSystem(), output, mainFile);
}

bool flagsFromDatabase(const FrontendOptions &opts, std::vector<std::string> &flags,
                       std::string &directory) {
  std::string message;
  auto database =
      clang::tooling::CompilationDatabase::loadFromDirectory(opts.compileCommandsDir, message);
  if (!database) {
    llvm::errs() << "gateaux: error: no compile_commands.json can be read in '"
                 << opts.compileCommandsDir << "'\n";
    return false;
  }
  llvm::SmallString<256> file(opts.file);
  fs::make_absolute(file);
  auto commands = database->getCompileCommands(file);
  if (commands.empty()) // a header: the flags of the file that is named most like it
    commands =
        clang::tooling::inferMissingCompileCommands(std::move(database))->getCompileCommands(file);
  if (commands.empty()) {
    llvm::errs() << "gateaux: error: '" << opts.compileCommandsDir
                 << "/compile_commands.json' has no command that fits '" << opts.file << "'\n";
    return false;
  }
  const auto &command = commands.front();
  directory = command.Directory;
  for (size_t i = 1; i < command.CommandLine.size(); ++i)
    if (command.CommandLine[i] != command.Filename && command.CommandLine[i] != "--")
      flags.push_back(command.CommandLine[i]);
  return true;
}

std::vector<std::string> commandLine(const FrontendOptions &opts,
                                     const std::vector<std::string> &flags) {
  std::string resources = resourceDirectory(opts.resourceDir);
  std::vector<std::string> command = {driverPath(resources), "-fsyntax-only", "-w",
                                      "-Qunused-arguments",  "-std=c++17",    "-D__GATEAUX__=1",
                                      // Eigen spells some functions out for the machine; here they are to be read.
                                      "-DEIGEN_DONT_VECTORIZE="};
  if (!resources.empty())
    command.insert(command.end(), {"-resource-dir", resources});

  std::vector<const char *> given;
  for (const std::string &f : flags)
    given.push_back(f.c_str());
  unsigned missingIndex = 0, missingCount = 0;
  llvm::opt::InputArgList arguments = clang::driver::getDriverOptTable().ParseArgs(
      given, missingIndex, missingCount, llvm::opt::Visibility(options::ClangOption));
  for (const llvm::opt::Arg *argument : arguments) {
    const llvm::opt::Option &option = argument->getOption();
    if (option.matches(options::OPT_o) || option.matches(options::OPT_c) ||
        option.matches(options::OPT_S) || option.matches(options::OPT_E) ||
        option.matches(options::OPT_M_Group) || option.matches(options::OPT_INPUT) ||
        option.matches(options::OPT_x) || option.matches(options::OPT_W_Group) ||
        option.matches(options::OPT_mtune_EQ))
      continue;
    if (option.getID() == options::OPT_UNKNOWN && isForeign(argument->getSpelling()))
      continue;
    llvm::opt::ArgStringList strings;
    argument->render(arguments, strings);
    command.insert(command.end(), strings.begin(), strings.end());
  }
  if (missingCount) {
    llvm::errs() << "gateaux: error: argument to '" << given[missingIndex] << "' is missing\n";
    return {};
  }
  command.insert(command.end(), {"-x", "c++", opts.file});
  return command;
}

} // namespace gateaux::frontend
