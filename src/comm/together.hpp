#pragma once

#include <functional>
#include <string>
#include <vector>

#include "comm/world.hpp"
#include "ptyger/error.hpp"

namespace ptyger::comm {

/// An error that all ranks throw with the same text, so that one rank may print it for all.
template <class Error>
struct Agreed : Error {
  using Error::Error;
};

/// Collective. Runs `work` on every rank. If it threw on any rank, throws on all ranks the error of the lowest of these
/// ranks, as Agreed<InputError> if it was an InputError, else as Agreed<CallError>, so that no rank waits for one that
/// has given up. `work` may contain collective calls only if all ranks make them whatever fails.
void together(World const& world, std::function<void()> const& work);

/// Collective. Returns the texts of all ranks, in the order of the ranks, on every rank.
std::vector<std::string> share(World const& world, std::string const& text);

}  // namespace ptyger::comm
