from spack.package import *


class Ptyger(CMakePackage, CudaPackage):
    """Ptychographic reconstruction by maximum likelihood on all devices of a node."""

    # Used from a clone: spack repo create ..., copy this file into packages/ptyger/, then
    # spack dev-build ptyger@main, or spack develop --path CLONE ptyger@main in an environment.
    license("BSD-3-Clause")

    version("main")

    variant("font", default="auto", values=str, description="Path of DejaVuSans.ttf; auto: the fonts of the system")
    variant("native", default=False, description="Tune for the processor of the build machine")

    depends_on("c", type="build")
    depends_on("cxx", type="build")
    depends_on("cmake@3.22:", type="build")
    depends_on("ninja", type="build")
    depends_on("pkgconfig", type="build")
    depends_on("mpi")
    depends_on("hdf5@1.10:+mpi")
    depends_on("fftw@3.3: precision=float,double")
    depends_on("hwloc@2:")
    depends_on("kokkos@4.5: +serial")
    depends_on("cli11@2.1:")
    depends_on("nlohmann-json@3.11:")
    depends_on("fmt@9:")
    depends_on("spdlog@1.10: +fmt_external")
    depends_on("tomlplusplus@3.3:")
    depends_on("libpng")
    depends_on("libtiff")
    depends_on("lz4")
    depends_on("zstd")
    depends_on("libdeflate")
    depends_on("libzip")
    depends_on("zlib-api")
    depends_on("pugixml")
    depends_on("stb")
    conflicts("cuda_arch=none", when="+cuda", msg="Name the GPU: cuda_arch=90 for an H100, 80 for an A100")
    for arch in CudaPackage.cuda_arch_values:
        depends_on(f"kokkos@4.5: +cuda ~cuda_relocatable_device_code cuda_arch={arch}", when=f"+cuda cuda_arch={arch}")
        depends_on(f"nccl@2.22: cuda_arch={arch}", when=f"+cuda cuda_arch={arch}")

    generator("ninja")

    def cmake_args(self):
        font = self.spec.variants["font"].value
        return ([] if font == "auto" else [self.define("PTYGER_FONT", font)]) + [
            self.define_from_variant("PTYGER_CUDA", "cuda"),
            self.define_from_variant("PTYGER_NATIVE", "native"),
            self.define("PTYGER_GET_KOKKOS", False),
            self.define("PTYGER_TESTS", False),
            self.define("PTYGER_PERF", False),
        ]
