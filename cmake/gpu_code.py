"""What ptxas_report and sass_report share: the intermediate code (PTX) in the object files of a CUDA build, the tools
of the CUDA toolkit, and the names of kernels."""

import os
import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path

CONTAINER = struct.pack("<I", 0xBA55ED50)  # begins the code for several architectures in an object file
PTX = 1
LAUNCHED = re.compile(r"Kokkos::Impl::Parallel(?:For|Reduce)<(?:Kokkos::Impl::CombinedFunctorReducer<)?")


def fail(message):
    sys.exit(f"{Path(sys.argv[0]).name}: {message}")


def find_tool(name):
    """A program of the CUDA toolkit: on the path, in CUDA_HOME, or in a package of this Python; None: nowhere."""
    home = os.environ.get("CUDA_HOME", "/usr/local/cuda")
    packages = [folder for entry in sys.path for folder in Path(entry or ".").glob("nvidia/*/bin")]
    folders = [*os.get_exec_path(), f"{home}/bin", *map(str, packages)]
    return shutil.which(name, path=os.pathsep.join(folders))


def find_ptxas():
    return find_tool("ptxas") or fail("ptxas of the CUDA toolkit is not on the path")


def intermediate_codes(path):
    """The PTX texts in an object file."""
    data = path.read_bytes()
    at = data.find(CONTAINER)
    while at >= 0:
        header, size = struct.unpack_from("<6xHQ", data, at)
        entry, end = at + header, at + header + size
        while entry < end:
            kind, header, size, packed = struct.unpack_from("<H2xIQI", data, entry)
            if kind == PTX:
                if packed:
                    fail(f"the code in {path} is compressed: an old build; remove its folder and build again")
                yield data[entry + header : entry + header + size].rstrip(b"\0")
            entry += header + size
        at = data.find(CONTAINER, end)


def write_codes(build, folder):
    """Writes the PTX texts with kernels of a CUDA build into a folder, one a file; returns their paths."""
    objects = sorted(build.glob("src/CMakeFiles/*.dir/**/*.o"))
    codes = []
    for text in (text for path in objects for text in intermediate_codes(path) if b".entry" in text):
        codes.append(Path(folder) / f"{len(codes)}.ptx")
        codes[-1].write_bytes(text)
    if not codes:
        fail(f"no kernels under {build}/src; build it first: cmake/build cuda ptyger_program")
    return codes


def threads():
    """Number of assemblers that run at the same time."""
    return int(os.environ.get("PTYGER_JOBS") or os.cpu_count())


def demangle(names):
    """Names as in C++, without the names of unnamed namespaces."""
    text = subprocess.run(["c++filt"], input="\n".join(names), capture_output=True, text=True, check=True).stdout
    return [
        re.sub(r"\((?:anonymous namespace|[^()]*_GLOBAL__N[^()]*)\)::|_GLOBAL__N_\w+::", "", name)
        for name in text.splitlines()
    ]


def first_argument(text):
    """First of a list of template arguments."""
    depth = 0
    for at, letter in enumerate(text):
        if letter in ",>" and depth == 0:
            return text[:at].strip()
        depth += (letter in "<(") - (letter in ">)")
    return text


def launched_functor(name):
    """The functor of a kernel from its demangled name, without Kokkos' launch, and whether a loop of PtyGer calls it,
    which is taken off, too."""
    launched = LAUNCHED.search(name)
    functor = first_argument(name[launched.end() :]) if launched else name
    loop = re.match(r"ptyger::device::\w+Loop<Kokkos::Cuda, *", functor)
    return (first_argument(functor[loop.end() :]), True) if loop else (functor, False)
