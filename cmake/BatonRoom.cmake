# baton_room(NAME SOURCES … [USES room …] [PUBLIC lib …] [PRIVATE lib …])
#
# One library per room: baton_NAME, exported as baton::NAME. USES names the rooms it builds on.
function(baton_room name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;PUBLIC;PRIVATE" ${ARGN})
  set(target baton_${name})
  add_library(${target} ${ARG_SOURCES})
  add_library(baton::${name} ALIAS ${target})
  baton_target_options(${target})
  target_compile_definitions(${target} PRIVATE BATON_BUILDING)
  if(BUILD_SHARED_LIBS)
    target_compile_definitions(${target} PUBLIC BATON_SHARED)
  endif()
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_include_directories(${target}
    PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
    PRIVATE ${PROJECT_SOURCE_DIR}/src)
  foreach(room IN LISTS ARG_USES)
    target_link_libraries(${target} PUBLIC baton_${room})
  endforeach()
  target_link_libraries(${target} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
  set_target_properties(${target} PROPERTIES
    EXPORT_NAME ${name} VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON POSITION_INDEPENDENT_CODE ON)
  set_property(GLOBAL APPEND PROPERTY BATON_BUILT_ROOMS ${name})
endfunction()

# Warnings and sanitizers for everything of ours, tests included.
function(baton_target_options target)
  target_compile_features(${target} PRIVATE cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wconversion -Wshadow)
  if(BATON_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${BATON_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(${target} PRIVATE -fsanitize=${BATON_SANITIZE})
  endif()
endfunction()

# baton::baton, which links every room that was built.
function(baton_umbrella)
  add_library(baton_all INTERFACE)
  add_library(baton::baton ALIAS baton_all)
  set_target_properties(baton_all PROPERTIES EXPORT_NAME baton)
  get_property(rooms GLOBAL PROPERTY BATON_BUILT_ROOMS)
  foreach(room IN LISTS rooms)
    target_link_libraries(baton_all INTERFACE baton_${room})
  endforeach()
endfunction()

# baton_tests(ROOM SOURCES … [USES lib …] [LABELS …]): one GoogleTest executable per room, registered
# test by test. LABELS concurrent puts it into the ThreadSanitizer run.
function(baton_tests room)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;LABELS" ${ARGN})
  set(target baton_${room}_tests)
  add_executable(${target} ${ARG_SOURCES})
  baton_target_options(${target})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${target} PRIVATE baton_${room} ${ARG_USES} GTest::gmock GTest::gtest_main)
  gtest_discover_tests(${target} TEST_PREFIX ${room}. DISCOVERY_MODE PRE_TEST
    PROPERTIES LABELS "${room};${ARG_LABELS}" TIMEOUT 300)
endfunction()
