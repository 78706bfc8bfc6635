# The config package (find_package), baton.pc (pkg-config) and the public headers.
include(CMakePackageConfigHelpers)

set(BATON_CONFIG_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/baton)
get_property(BATON_ROOMS_BUILT GLOBAL PROPERTY BATON_BUILT_ROOMS)

set(targets baton_all)
foreach(room IN LISTS BATON_ROOMS_BUILT)
  list(APPEND targets baton_${room})
endforeach()
install(TARGETS ${targets} EXPORT baton-targets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(EXPORT baton-targets NAMESPACE baton:: DESTINATION ${BATON_CONFIG_DIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/baton DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.hpp")

# What a static link needs is what this build found, said in the words of a config package.
file(READ ${PROJECT_SOURCE_DIR}/cmake/BatonDependencies.cmake BATON_FIND_DEPENDENCIES)
string(REGEX REPLACE "#[^\n]*\n" "" BATON_FIND_DEPENDENCIES "${BATON_FIND_DEPENDENCIES}")
string(REGEX REPLACE "find_path\\([^\n]*\n" "" BATON_FIND_DEPENDENCIES "${BATON_FIND_DEPENDENCIES}")
string(REGEX REPLACE "find_package\\(([^)]*) REQUIRED\\)" "find_dependency(\\1)" BATON_FIND_DEPENDENCIES "${BATON_FIND_DEPENDENCIES}")
foreach(optional IN ITEMS HIREDIS LIBPQ)
  if(${optional}_FOUND)
    string(REPLACE "pkg_check_modules(${optional} " "pkg_check_modules(${optional} REQUIRED " BATON_FIND_DEPENDENCIES "${BATON_FIND_DEPENDENCIES}")
  else()
    string(REGEX REPLACE "pkg_check_modules\\(${optional} [^\n]*\n" "" BATON_FIND_DEPENDENCIES "${BATON_FIND_DEPENDENCIES}")
  endif()
endforeach()
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/baton-config.cmake.in baton-config.cmake
  INSTALL_DESTINATION ${BATON_CONFIG_DIR} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(baton-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/baton-config.cmake ${PROJECT_BINARY_DIR}/baton-config-version.cmake
  DESTINATION ${BATON_CONFIG_DIR})

# pkg-config: whoever links statically needs what baton is built on; whoever links the shared
# libraries needs only the umbrella's own.
set(BATON_PC_LIBS "")
foreach(room IN LISTS BATON_ROOMS_BUILT)
  string(PREPEND BATON_PC_LIBS "-lbaton_${room} ")  # a room comes before those it uses
endforeach()
set(private_packages "libcurl sqlite3 spdlog fmt icu-uc re2 libxml-2.0 libcrypto zlib uchardet libzip pugixml yaml-cpp")
if(HIREDIS_FOUND)
  string(APPEND private_packages " hiredis")
endif()
if(LIBPQ_FOUND)
  string(APPEND private_packages " libpq")
endif()
if(BUILD_SHARED_LIBS)
  set(BATON_PC_REQUIRES "")
  set(BATON_PC_REQUIRES_PRIVATE ${private_packages})
  set(BATON_PC_CFLAGS "-DBATON_SHARED")
else()
  set(BATON_PC_REQUIRES ${private_packages})
  set(BATON_PC_REQUIRES_PRIVATE "")
  string(APPEND BATON_PC_LIBS "-lstemmer ")  # it has no .pc file
  set(BATON_PC_CFLAGS "")
endif()
# The file finds its prefix from where it lies, so that an install tree can be moved.
file(RELATIVE_PATH BATON_PC_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(${PROJECT_SOURCE_DIR}/cmake/baton.pc.in baton.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/baton.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
