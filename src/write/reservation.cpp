#include "write/reservation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ptyger/error.hpp"

namespace ptyger::write {

Reservation::Reservation(std::string const& path, bool overwrite) : file_(path, overwrite) {
  auto const others = other_writers(path);
  if (others.empty()) return;
  throw InputError(
      fmt::format("{}: process {} on {} is making this file. Name another output, or wait for that process. If mpirun "
                  "or srun started this command several times: a reconstruction is one process, which uses all devices "
                  "of its node; `ptyger campaign` uses many nodes.",
                  path, others.front().process, others.front().host));
}

}  // namespace ptyger::write
