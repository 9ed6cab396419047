// A program that initialises or finalises MPI itself around comm::World. The argument names the case; exit code 0:
// passed.
#include <cstdio>
#include <functional>
#include <optional>
#include <string>

#include "comm/request_server.hpp"
#include "comm/world.hpp"
#include "ptyger/error.hpp"

namespace {

using ptyger::comm::RequestServer;
using ptyger::comm::World;

bool check(bool passed, char const* what) {
  if (!passed) std::fprintf(stderr, "failed: %s\n", what);
  return passed;
}

void initialise() {
  int level = MPI_THREAD_SINGLE;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_MULTIPLE, &level);
}

bool mpi_has_ended() {
  int finalised = 0;
  MPI_Finalized(&finalised);
  return finalised != 0;
}

bool works(World const& world) {
  return check(world.largest(world.rank()) == world.size() - 1, "the ranks reduce a value");
}

/// Checks that `make` throws a CallError whose message has this part.
bool refuses(std::function<void()> const& make, char const* part) {
  try {
    make();
  } catch (ptyger::CallError const& error) {
    return check(std::string(error.what()).find(part) != std::string::npos, error.what());
  }
  return check(false, "no error");
}

bool program_initialises_and_finalises() {
  initialise();
  bool passed = true;
  for (int round = 0; round < 2; ++round) {
    World const world;
    passed = works(world) && passed;
  }
  passed = check(!mpi_has_ended(), "World leaves MPI to the program") && passed;
  MPI_Finalize();
  return passed;
}

bool program_finalises_first(bool initialises) {
  if (initialises) initialise();
  std::optional<World> world(std::in_place);
  bool const passed = works(*world);
  MPI_Finalize();
  world.reset();
  return passed && refuses([] { World const again; }, "MPI was finalised in this process");
}

/// With MPI_Init a World works, but not the threads of a RequestServer.
bool program_has_one_thread() {
  MPI_Init(nullptr, nullptr);
  bool passed = true;
  {
    World const world;
    auto const serve = [&] { RequestServer const server(world, {}, {}); };
    passed = works(world) && refuses(serve, "initialised MPI without MPI_THREAD_MULTIPLE");
  }
  passed = check(!mpi_has_ended(), "World leaves MPI to the program after an error") && passed;
  MPI_Finalize();
  return passed;
}

bool world_does_both() {
  {
    World const world;
    if (!works(world)) return false;
  }
  return check(mpi_has_ended(), "World finalises the MPI that it has initialised");
}

bool run(std::string const& name) {
  if (name == "program_initialises_and_finalises") return program_initialises_and_finalises();
  if (name == "program_initialises_and_finalises_first") return program_finalises_first(true);
  if (name == "program_finalises_first") return program_finalises_first(false);
  if (name == "program_has_one_thread") return program_has_one_thread();
  if (name == "world_does_both") return world_does_both();
  return check(false, "the argument names a case");
}

}  // namespace

int main(int argc, char** argv) {
  return argc == 2 && run(argv[1]) ? 0 : 1;
}
