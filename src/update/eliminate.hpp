#pragma once

#include <span>

namespace ptyger::update {

/// Solves the positive definite system a x = b, n x n, by elimination without pivoting. b becomes x; a is used up.
void eliminate(std::span<double> a, std::span<double> b);

}  // namespace ptyger::update
