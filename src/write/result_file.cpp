#include "ptyger/write_result.hpp"

#include "hdf5/output_file.hpp"
#include "write/pending_file.hpp"
#include "write/product.hpp"
#include "write/provenance.hpp"

namespace ptyger {

void check_output(std::string const& path, bool overwrite) {
  PendingFile const probe(path, overwrite);
}

void write_result(std::string const& path, Scan const& scan, Result const& result, ResultInfo const& info) {
  PendingFile pending(path, info.overwrite);
  hdf5::OutputFile file(pending.temporary(), path);
  write_product(file, scan, result, info.precision);
  write_provenance(file, scan, result, info);
  file.close();
  pending.commit();
}

}  // namespace ptyger
