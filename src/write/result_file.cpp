#include "ptyger/write_result.hpp"

#include "hdf5/output_file.hpp"
#include "write/pending_file.hpp"
#include "write/product.hpp"
#include "write/provenance.hpp"

void ptyger::check_output(std::string const& path, bool overwrite) {
  write::PendingFile const trial(path, overwrite);
}

void ptyger::write_result(std::string const& path, Scan const& scan, Result const& result, ResultInfo const& info) {
  write::PendingFile pending(path, info.overwrite);
  hdf5::OutputFile file(pending.temporary(), path);
  write::write_product(file, scan, result, info.precision);
  write::write_provenance(file, scan, result, info);
  file.close();
  pending.commit();
}
