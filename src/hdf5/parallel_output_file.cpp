#include "hdf5/parallel_output_file.hpp"

#include <cerrno>

#include "core/system_error.hpp"
#include "hdf5/failure.hpp"
#include "ptyger/error.hpp"

namespace ptyger::hdf5 {
namespace {

FileHandle open_together(std::string const& path, MPI_Comm ranks) {
  silence();
  PropertyHandle const access(check(H5Pcreate(H5P_FILE_ACCESS), "H5Pcreate", path));
  check(H5Pset_fapl_mpio(access.get(), ranks, MPI_INFO_NULL), "H5Pset_fapl_mpio", path);
  return FileHandle(check(H5Fopen(path.c_str(), H5F_ACC_RDWR, access.get()), "H5Fopen with MPI-IO", path));
}

}  // namespace

ParallelOutputFile::ParallelOutputFile(std::string const& path, std::string const& name, MPI_Comm ranks)
    : file_(name, open_together(path, ranks)) {}

template <Element T>
void ParallelOutputFile::write_rows(std::string const& name, std::size_t first, std::span<T const> values) {
  errno = 0;
  try {
    file_.write_rows(name, first, values);
  } catch (CallError const&) {  // MPI-IO reports that a write failed, but not why
    auto const system = core::last_system_error();
    std::string const subject = file_.name() + ": '" + name + "'";
    if (system) throw OutputError(subject, system);
    throw OutputError(subject, "file write failed");
  }
}

template void ParallelOutputFile::write_rows<float>(std::string const&, std::size_t, std::span<float const>);

void ParallelOutputFile::close() {
  file_.close_shared();
}

}  // namespace ptyger::hdf5
