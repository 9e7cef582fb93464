// SPDX-License-Identifier: Apache-2.0
#include "Frontend.h"
#include "Compile.h"
#include "Diagnostics.h"
#include "OwnOutput.h"
#include "Session.h"

#include <clang/AST/ASTConsumer.h>
#include <clang/AST/ASTContext.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Frontend/TextDiagnosticPrinter.h>
#include <clang/Frontend/Utils.h>
#include <clang/Lex/PPCallbacks.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/raw_ostream.h>

#include <chrono>

using namespace clang;

namespace gateaux::frontend {

namespace {

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Passes over an #include of the output where no such file exists yet.
class OutputNotFound : public PPCallbacks {
public:
  explicit OutputNotFound(std::string name) : name_(std::move(name)) {}
  bool FileNotFound(StringRef file) override { return llvm::sys::path::filename(file) == name_; }

private:
  std::string name_;
};

class Consumer : public ASTConsumer {
public:
  Consumer(Session &session, FrontendResult &result, double begin)
      : session_(session), result_(result), begin_(begin) {}

  void HandleTranslationUnit(ASTContext &context) override {
    double parsed = now();
    result_.parseSeconds = parsed - begin_;
    if (context.getDiagnostics().hasErrorOccurred())
      return;
    session_.markers.associate(context);
    translateUnit(context, session_.markers, result_.program);
    result_.translateSeconds = now() - parsed;
  }

private:
  Session &session_;
  FrontendResult &result_;
  double begin_;
};

class Action : public ASTFrontendAction {
public:
  Action(Session &session, FrontendResult &result, std::string outputName)
      : session_(session), result_(result), outputName_(std::move(outputName)), begin_(now()) {}

protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &compiler, StringRef) override {
    session_.markers.attach(compiler.getPreprocessor());
    if (!outputName_.empty())
      compiler.getPreprocessor().addPPCallbacks(std::make_unique<OutputNotFound>(outputName_));
    return std::make_unique<Consumer>(session_, result_, begin_);
  }

private:
  Session &session_;
  FrontendResult &result_;
  std::string outputName_;
  double begin_;
};

/// Collects every file read, system headers too.
class Dependencies : public DependencyCollector {
public:
  explicit Dependencies(std::string outputName) : outputName_(std::move(outputName)) {}
  bool needSystemDependencies() override { return true; }
  bool sawDependency(StringRef file, bool fromModule, bool isSystem, bool isModuleFile,
                     bool isMissing) override {
    if (!outputName_.empty() && llvm::sys::path::filename(file) == outputName_)
      return false;
    return DependencyCollector::sawDependency(file, fromModule, isSystem, isModuleFile, isMissing);
  }

private:
  std::string outputName_;
};

} // namespace

bool isHeaderName(const std::string &file) {
  llvm::StringRef extension = llvm::sys::path::extension(file);
  for (const char *source : {".cpp", ".cc", ".cxx", ".c++", ".C", ".CPP", ".cp", ".c"})
    if (extension == source)
      return false;
  return true;
}

FrontendResult runFrontend(const FrontendOptions &options) {
  FrontendResult result;
  result.mainFile = options.file;
  result.isHeader = isHeaderName(options.file);
  if (!llvm::sys::fs::exists(options.file)) {
    llvm::errs() << "gateaux: error: no such file or directory: '" << options.file << "'\n";
    return result;
  }
  if (llvm::sys::fs::is_directory(options.file)) {
    llvm::errs() << "gateaux: error: '" << options.file << "' is a directory\n";
    return result;
  }
  std::vector<std::string> flags = options.flags;
  std::string directory;
  FrontendOptions resolved = options;
  if (!options.compileCommandsDir.empty()) {
    std::vector<std::string> fromDatabase;
    if (!flagsFromDatabase(options, fromDatabase, directory))
      return result;
    flags.insert(flags.begin(), fromDatabase.begin(), fromDatabase.end());
    llvm::SmallString<256> file(options.file); // the flags' folder becomes the working directory
    llvm::sys::fs::make_absolute(file);
    resolved.file = std::string(file);
  }
  std::string outputName(llvm::sys::path::filename(options.output));
  if (outputName == llvm::sys::path::filename(options.file))
    outputName.clear();
  auto files = fileSystemWithout(options.output, options.file);
  if (!directory.empty())
    files->setCurrentWorkingDirectory(directory);

  std::vector<std::string> command = commandLine(resolved, flags);
  if (command.empty())
    return result;
  std::vector<const char *> argv;
  for (const std::string &argument : command)
    argv.push_back(argument.c_str());
  CreateInvocationOptions invocationOptions;
  invocationOptions.VFS = files;
  auto driverDiagnostics = CompilerInstance::createDiagnostics(new DiagnosticOptions);
  invocationOptions.Diags = driverDiagnostics;
  auto invocation = createInvocation(argv, std::move(invocationOptions));
  if (!invocation || driverDiagnostics->hasErrorOccurred())
    return result;

  auto session = std::make_shared<Session>();
  result.reporter = Reporter(session);
  CompilerInstance &compiler = session->compiler;
  compiler.setInvocation(std::move(invocation));
  if (!directory.empty())
    compiler.getFileSystemOpts().WorkingDir = directory;
  if (auto shortened = withoutUsers(options.file, outputName))
    compiler.getPreprocessorOpts().addRemappedFile(resolved.file, shortened.release());
  compiler.createDiagnostics();
  compiler.createFileManager(files);
  auto dependencies = std::make_shared<Dependencies>(outputName);
  compiler.addDependencyCollector(dependencies);

  Action action(*session, result, outputName);
  bool ran = compiler.ExecuteAction(action);
  result.ok = ran && !compiler.getDiagnostics().hasErrorOccurred();
  for (const std::string &file : dependencies->getDependencies()) {
    llvm::SmallString<256> path(file);
    if (!directory.empty()) // what is relative is relative to the flags' folder
      llvm::sys::fs::make_absolute(directory, path);
    // Make and Ninja drop `x/..` as text, which is wrong where x is a link.
    llvm::SmallString<256> real;
    if (llvm::StringRef(path).contains("..") && !llvm::sys::fs::real_path(path, real))
      path = real;
    result.dependencies.push_back(std::string(path));
  }
  return result;
}

void Reporter::limitation(const ir::SourceLocation &loc, const std::string &message,
                          const std::string &note) const {
  CompilerInstance &compiler = session_->compiler;
  SourceManager &sources = compiler.getSourceManager();
  SourceLocation at;
  if (!loc.file.empty())
    if (auto file = compiler.getFileManager().getOptionalFileRef(loc.file))
      at = sources.translateFileLineCol(*file, loc.line, loc.column);
  llvm::StringRef what(message); // report() says this
  what.consume_front("not supported: ");
  Failure failure{FailureKind::Limitation, at, {}, what.str(), {}};
  if (!note.empty())
    failure.notes.push_back({note, {}});
  compiler.getDiagnosticClient().BeginSourceFile(compiler.getLangOpts(), nullptr);
  report(compiler.getDiagnostics(), failure);
  compiler.getDiagnosticClient().EndSourceFile();
}

} // namespace gateaux::frontend
