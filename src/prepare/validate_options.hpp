#pragma once

#include "core/option_table.hpp"
#include "prepare/reconstruct_settings.hpp"

namespace ptyger::prepare {

/// Sets options that follow from others, and throws InputError for options that contradict each other. To be called
/// when all options have their values; `given`: the options that the user has set.
void validate_options(ReconstructSettings& settings, core::GivenOptions const& given);

}  // namespace ptyger::prepare
