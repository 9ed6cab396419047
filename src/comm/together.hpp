#pragma once

#include <functional>
#include <string>
#include <vector>

#include "comm/world.hpp"
#include "ptyger/error.hpp"

namespace ptyger::comm {

/// An error that all ranks have alike, so that one may tell it for all.
template <class Error>
struct Agreed : Error {
  using Error::Error;
};

/// Collective. Runs `work` on every rank, then, when it threw on any of them, throws on all of them what the lowest of
/// these ranks has to say: Agreed<InputError> if it was an InputError, else Agreed<CallError>; so that no rank waits
/// for one that has given up. `work` may contain collective calls only if all ranks get through them whatever fails.
void together(World const& world, std::function<void()> const& work);

/// Collective. The texts of all ranks, in the order of the ranks, on all of them.
std::vector<std::string> share(World const& world, std::string const& text);

}  // namespace ptyger::comm
