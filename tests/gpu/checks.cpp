#include "tests/gpu/check.hpp"

namespace ptyger::gpu_checks {
namespace {

/// Small kernels of each kind, for tools that make them a hundred times slower.
constexpr char const* short_cases =
    "Fft2dBatchTest/0.Inverse*:Samplings/BackProjectionTest.*:StepsTest.*:DeviceScanTest.*:Rules/"
    "ConjugateDirectionTest.FollowsTheRule/*";

std::vector<Check> checks_of_the_program() {
  return {
      {"starts", "the program starts", Program::ptyger, {"--version"}, 0},
      {"plan_elsewhere",
       "a plan for eight GPUs of another node",
       Program::ptyger,
       {"plan", "{star}", "--devices", "8", "--memory", "80GiB"},
       0},
      {"plan", "a plan for the GPUs of this node", Program::ptyger, {"plan", "{star}"}},
      {"reconstruct",
       "the program reconstructs a measured scan",
       Program::ptyger,
       {"reconstruct", "{star}", "-o", "{folder}/star.h5", "--iterations", "10"}},
  };
}

std::vector<Check> checks_by_tests() {
  return {
      {"topology", "GPUs and their links", Program::tests, {"GpuTopology.*"}, 1, false, 30},
      {"cufft", "cuFFT against sums", Program::tests, {"Fft2dBatchTest/*-*TwoDevices*"}},
      {"cufft_two_gpus", "cuFFT on two GPUs at once", Program::tests, {"Fft2dBatchTest/*.TwoDevices*"}, 2},
      {"kernels", "every kernel against a naive version, and all other tests", Program::other_tests, {}, 1, false, 90},
      {"host_and_gpu", "whole reconstructions as on a host device", Program::tests, {"*GpuAgainstHost*"}},
      {"reconstructions",
       "reconstructions of simulated and measured scans, and checkpoints",
       Program::tests,
       {"*SimulatedScan*:StarCrop.*:*StoppingRule*:*Positions*:*Background*:Intensities.*:*Checkpoint*"},
       1,
       false,
       120},
      {"several_gpus",
       "several GPUs as one",
       Program::tests,
       {"*ExactnessTest*:Borders.*:*TrafficTest*:FrameProposals.*"},
       2,
       true,
       120},
      {"transport", "exchange by NCCL", Program::tests, {"Gpus/TransportConformance/*"}, 1, true, 90},
      {"teams", "100 teams in one process", Program::tests, {"DeviceTeam.*:ManyReconstructions.*"}},
      {"deterministic", "the same bits twice", Program::tests, {"*DeterminismTest*"}},
      {"memory", "memory as planned", Program::tests, {"MemoryOfAGpu.*:MemoryTest.*"}, 1, false, 90},
      {"faults", "a device that fails within an iteration", Program::tests, {"*FaultTest*:*Fault.*"}, 1, false, 90},
      {"allocations",
       "nothing is allocated in iterations 2 to N",
       Program::tests,
       {"*IterationTest*:KokkosWatch.*"},
       1,
       false,
       90},
      {"large_scan", "more than 2^32 pixels", Program::tests, {"LargeScan.*"}, 1, false, 120},
  };
}

std::vector<Check> checks_with_ranks() {
  std::vector<Check> checks;
  std::vector<std::string> const campaign{"campaign", "--inputs",     "{star}", "{second star}", "-o",
                                          "{folder}", "--iterations", "2",      "--no-volume"};
  for (int const ranks : {2, 4})
    checks.push_back({"ranks_" + std::to_string(ranks), std::to_string(ranks) + " ranks divide the GPUs",
                      Program::every_rank, campaign, ranks, true, 60, ranks});
  checks.push_back({"ranks_refused", "more ranks than GPUs are refused", Program::every_rank, campaign, 1, false, 60, 0,
                    "start at most as many ranks a node as it has GPUs"});
  return checks;
}

void append(std::vector<Check>& to, std::vector<Check> const& more) {
  to.insert(to.end(), more.begin(), more.end());
}

}  // namespace

std::vector<Check> all_checks() {
  auto checks = checks_of_the_program();
  append(checks, checks_by_tests());
  checks.push_back({"speed", "speed of each kernel against its bytes", Program::benchmark, {}, 1, false, 60});
  append(checks, checks_with_ranks());
  for (auto const* tool : {"memcheck", "racecheck", "initcheck", "synccheck"})
    checks.push_back({tool, "compute-sanitizer on a few small tests", Program::sanitizer, {tool, short_cases}});
  return checks;
}

std::string filter_of_other_tests(std::vector<Check> const& checks) {
  std::string filter = "*-";
  for (auto const& check : checks)
    if (check.program == Program::tests)
      filter += check.arguments.front().substr(0, check.arguments.front().find('-')) + ':';
  filter.pop_back();
  return filter;
}

}  // namespace ptyger::gpu_checks
