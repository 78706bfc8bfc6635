from conan import ConanFile
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout


class Baton(ConanFile):
    name = "baton"
    version = "0.1.0"
    license = "MIT"
    description = "Embeddable C++20 library that orchestrates language models"
    settings = "os", "compiler", "build_type", "arch"
    options = {"shared": [True, False], "fPIC": [True, False], "redis": [True, False],
               "postgres": [True, False]}
    default_options = {"shared": False, "fPIC": True, "redis": False, "postgres": False, "libcurl/*:with_nghttp2": True,
                       "sqlite3/*:enable_fts5": True, "spdlog/*:header_only": False}
    package_type = "library"
    exports_sources = "CMakeLists.txt", "cmake/*", "include/*", "src/*", "LICENSE"

    def requirements(self):
        self.requires("nlohmann_json/[>=3.10]", transitive_headers=True)
        self.requires("boost/[>=1.74]")
        self.requires("fmt/[>=9]")
        if self.options.redis:
            self.requires("hiredis/[>=0.14]")
        if self.options.postgres:
            self.requires("libpq/[>=14]")
        self.requires("hnswlib/[>=0.6]")
        self.requires("icu/[>=70]")
        self.requires("libcurl/[>=7.87]")
        self.requires("libiconv/[>=1.16]")
        self.requires("libstemmer/[>=2.2]")
        self.requires("libxml2/[>=2.9]")
        self.requires("libzip/[>=1.7]")
        self.requires("openssl/[>=3]")
        self.requires("pugixml/[>=1.12]")
        self.requires("re2/[>=20220601]")
        self.requires("spdlog/[>=1.10]")
        self.requires("sqlite3/[>=3.37]")
        self.requires("uchardet/[>=0.0.7]")
        self.requires("yaml-cpp/[>=0.7]")
        self.requires("zlib/[>=1.2]")

    def build_requirements(self):
        self.test_requires("gtest/[>=1.12]")

    def layout(self):
        cmake_layout(self)

    def generate(self):
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        for option in ("BATON_TESTS", "BATON_EXAMPLES", "BATON_BENCH"):
            toolchain.cache_variables[option] = False
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()

    def package_info(self):
        # baton brings its own config package.
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs.append("lib/cmake/baton")
