# gateaux_differentiate(<target> <files>...)
#
# Differentiates each annotated file at build time and makes the result, <stem>.gateaux.hpp, available to the target's
# sources. The tool sees the file as the target's own sources would: with the target's include directories and
# definitions (those inherited from linked libraries too), its C++ standard, and those of its compile options that say
# what a file means. The target gets the folder of the generated headers and that of each annotated file on its include
# path, and is linked with gateaux::runtime; what links a library so treated inherits all three.
#
# A file is differentiated again when it, anything it includes, the flags or the tool change. An annotated file may
# include what is generated from another file, of the same target or of one that was treated before.
#
# The generated files stand in <the target's binary folder>/gateaux-generated/<target>, and beside them
# <stem>.flags/compile_commands.json, from which `gateaux -p` repeats a run by hand.

include_guard(GLOBAL)
cmake_policy(PUSH)
cmake_policy(VERSION 3.20...3.25)

set_property(GLOBAL PROPERTY GATEAUX_MODULE_DIR ${CMAKE_CURRENT_LIST_DIR})

function(gateaux_differentiate target)
  if(NOT TARGET ${target})
    message(FATAL_ERROR "gateaux_differentiate: there is no target \"${target}\"; call it after add_executable or "
      "add_library.")
  endif()
  get_target_property(aliased ${target} ALIASED_TARGET)
  if(aliased)
    set(target ${aliased})
  endif()
  get_target_property(imported ${target} IMPORTED)
  get_target_property(type ${target} TYPE)
  if(imported OR NOT type MATCHES "^(EXECUTABLE|(STATIC|SHARED|MODULE|OBJECT)_LIBRARY)$")
    if(imported)
      set(type "imported target")
    endif()
    message(FATAL_ERROR "gateaux_differentiate: target \"${target}\" (${type}) compiles nothing that could include a "
      "generated header; name an executable or a library that is built here.")
  endif()
  if(NOT ARGN)
    message(FATAL_ERROR "gateaux_differentiate: target \"${target}\" is given no file to differentiate.")
  endif()

  get_target_property(output_dir ${target} BINARY_DIR)
  string(APPEND output_dir /gateaux-generated/${target})
  get_property(multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(multi_config)
    string(APPEND output_dir /$<CONFIG>)
  endif()

  # All files are entered before the first is treated, so that they may include each other's output in any order.
  set(inputs "")
  foreach(file IN LISTS ARGN)
    get_filename_component(input ${file} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
    get_source_file_property(generated ${input} GENERATED)
    if(IS_DIRECTORY ${input} OR NOT (EXISTS ${input} OR generated))
      message(FATAL_ERROR "gateaux_differentiate: target \"${target}\": there is no file \"${input}\".")
    endif()
    get_filename_component(stem ${input} NAME_WLE)
    get_target_property(earlier ${target} GATEAUX_INPUT_${stem})
    if(earlier)
      message(FATAL_ERROR "gateaux_differentiate: target \"${target}\": \"${earlier}\" and \"${input}\" would both "
        "become ${stem}.gateaux.hpp; rename one of them, or put them into different targets.")
    endif()
    set_target_properties(${target} PROPERTIES GATEAUX_INPUT_${stem} ${input})
    string(MAKE_C_IDENTIFIER ${stem} name)
    set(step gateaux-${target}-${name})
    while(TARGET ${step})
      string(APPEND step _)
    endwhile()
    add_custom_target(${step} DEPENDS ${output_dir}/${stem}.gateaux.hpp)
    set_target_properties(${target} PROPERTIES GATEAUX_STEP_${stem} ${step})
    set_property(GLOBAL APPEND PROPERTY GATEAUX_STEPS_${stem} ${step})
    add_dependencies(${target} ${step})
    list(APPEND inputs ${input})
  endforeach()

  _gateaux_add_usage(${target} ${type} ${output_dir} "${inputs}")
  foreach(input IN LISTS inputs)
    _gateaux_add_step(${target} ${output_dir} ${input})
  endforeach()
endfunction()

# Include directories and the runtime. The properties are set directly because target_link_libraries would force one of
# its two signatures on every other call for the target. A library hands everything on: its own headers may well include
# the generated ones.
function(_gateaux_add_usage target type output_dir inputs)
  set(directories ${output_dir})
  foreach(input IN LISTS inputs)
    get_filename_component(directory ${input} DIRECTORY)
    list(APPEND directories ${directory})
  endforeach()
  list(REMOVE_DUPLICATES directories)
  set_property(TARGET ${target} APPEND PROPERTY INCLUDE_DIRECTORIES ${directories})
  if(NOT type STREQUAL EXECUTABLE)
    list(TRANSFORM directories REPLACE "^(.+)$" "$<BUILD_INTERFACE:\\1>")
    set_property(TARGET ${target} APPEND PROPERTY INTERFACE_INCLUDE_DIRECTORIES ${directories})
  endif()

  get_target_property(libraries ${target} LINK_LIBRARIES)
  if(NOT "gateaux::runtime" IN_LIST libraries)
    set_property(TARGET ${target} APPEND PROPERTY LINK_LIBRARIES gateaux::runtime)
    if(NOT type STREQUAL EXECUTABLE)
      set_property(TARGET ${target} APPEND PROPERTY INTERFACE_LINK_LIBRARIES gateaux::runtime)
    endif()
  endif()
endfunction()

# The build steps of one file: its flags, then the run of the tool.
function(_gateaux_add_step target output_dir input)
  get_property(module_dir GLOBAL PROPERTY GATEAUX_MODULE_DIR)
  get_filename_component(stem ${input} NAME_WLE)
  get_filename_component(input_name ${input} NAME)
  set(output ${output_dir}/${stem}.gateaux.hpp)
  set(flags_dir ${output_dir}/${stem}.flags)

  # What the target says, as a CMake file; only the generator knows it. It is rewritten when its content changes only.
  set(facts "")
  foreach(property INCLUDE_DIRECTORIES COMPILE_DEFINITIONS COMPILE_OPTIONS COMPILE_FEATURES CXX_STANDARD CXX_EXTENSIONS)
    string(APPEND facts "set(${property} [==[$<TARGET_PROPERTY:${target},${property}>]==])\n")
  endforeach()
  get_target_property(type ${target} TYPE)
  if(type MATCHES "^(SHARED|MODULE)_LIBRARY$")
    get_target_property(symbol ${target} DEFINE_SYMBOL)
    if(NOT symbol)
      string(MAKE_C_IDENTIFIER ${target}_EXPORTS symbol)
    endif()
    string(APPEND facts "list(APPEND COMPILE_DEFINITIONS [==[${symbol}]==])\n")
  endif()
  string(APPEND facts "set(CONFIG [==[$<UPPER_CASE:$<CONFIG>>]==])\n")
  string(APPEND facts "set(CXX_FLAGS [==[${CMAKE_CXX_FLAGS}]==])\n")
  foreach(config IN LISTS CMAKE_BUILD_TYPE CMAKE_CONFIGURATION_TYPES)
    string(TOUPPER ${config} config)
    string(APPEND facts "set(CXX_FLAGS_${config} [==[${CMAKE_CXX_FLAGS_${config}}]==])\n")
  endforeach()
  foreach(variable CMAKE_CXX_STANDARD_DEFAULT CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES CMAKE_SYSROOT
      CMAKE_CXX_COMPILER_TARGET)
    string(APPEND facts "set(${variable} [==[${${variable}}]==])\n")
  endforeach()
  string(APPEND facts "set(DIRECTORY [==[${CMAKE_BINARY_DIR}]==])\n")
  string(APPEND facts "set(INPUT [==[${input}]==])\n")
  file(GENERATE OUTPUT ${flags_dir}/target.cmake CONTENT "${facts}" CONDITION $<COMPILE_LANGUAGE:CXX>)

  add_custom_command(
    OUTPUT ${flags_dir}/compile_commands.json
    COMMAND ${CMAKE_COMMAND} -D FACTS=${flags_dir}/target.cmake -D OUTPUT=${flags_dir}/compile_commands.json
      -P ${module_dir}/GateauxFlags.cmake
    DEPENDS ${flags_dir}/target.cmake ${module_dir}/GateauxFlags.cmake
    COMMENT "Collecting the flags of ${target} for ${input_name}"
    VERBATIM)
  add_custom_command(
    OUTPUT ${output}
    COMMAND gateaux::tool -o ${output} --depfile ${flags_dir}/depfile -p ${flags_dir} ${input}
    DEPENDS ${input} ${flags_dir}/compile_commands.json gateaux::tool
    DEPFILE ${flags_dir}/depfile
    COMMENT "Differentiating ${input_name} for ${target}"
    VERBATIM)

  # What the file includes of other generated headers has to be there before it is read. After the first build the
  # depfile says so; for the first build the include lines do.
  get_target_property(step ${target} GATEAUX_STEP_${stem})
  set(visited "")
  _gateaux_generated_includes(${input} visited includes)
  foreach(included IN LISTS includes)
    get_target_property(needed ${target} GATEAUX_STEP_${included})
    if(NOT needed)
      get_property(needed GLOBAL PROPERTY GATEAUX_STEPS_${included})
    endif()
    list(REMOVE_ITEM needed ${step})
    if(needed)
      add_dependencies(${step} ${needed})
    endif()
  endforeach()
endfunction()

# The stems of the generated headers that a file includes, itself or through headers found beside it.
function(_gateaux_generated_includes file visited_variable result_variable)
  set(visited ${${visited_variable}} ${file})
  set(result "")
  set(lines "")
  get_filename_component(directory ${file} DIRECTORY)
  if(EXISTS ${file})  # Otherwise the build makes it.
    file(STRINGS ${file} lines REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"]")
  endif()
  foreach(line IN LISTS lines)
    if(NOT line MATCHES "include[ \t]*[<\"]([^>\"]+)[>\"]")
      continue()
    endif()
    set(name ${CMAKE_MATCH_1})
    if(name MATCHES "([^/]+)\\.gateaux\\.hpp$")
      list(APPEND result ${CMAKE_MATCH_1})
      continue()
    endif()
    get_filename_component(path ${name} ABSOLUTE BASE_DIR ${directory})
    if(EXISTS ${path} AND NOT IS_DIRECTORY ${path} AND NOT path IN_LIST visited)
      _gateaux_generated_includes(${path} visited inner)
      list(APPEND result ${inner})
    endif()
  endforeach()
  set(${visited_variable} ${visited} PARENT_SCOPE)
  set(${result_variable} ${result} PARENT_SCOPE)
endfunction()

cmake_policy(POP)
