#pragma once

#include "core/placed_object.hpp"
#include "ptyger/result.hpp"

namespace ptyger::write {

/// The object of a result at its place on the sample, as a result file would state it. scan: the scan of the result.
core::PlacedObject placed_result(Scan const& scan, Result result);

}  // namespace ptyger::write
