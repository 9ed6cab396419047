/// Makes the checks of the first day on a GPU; tests/gpu/run starts it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/gpu/report.hpp"

int main(int argc, char** argv) {
  using namespace ptyger::gpu_checks;
  CLI::App app("Checks of the first day on a GPU: prints a table, writes results.json, and the output of each check");
  Settings settings;
  settings.folder = "gpu_checks";
  bool list = false;
  bool verify = false;
  int gpus = 0;
  app.add_option("--program", settings.program, "ptyger");
  app.add_option("--tests", settings.tests, "gpu_tests");
  app.add_option("--benchmark", settings.benchmark, "kernel_speed");
  app.add_option("--mpirun", settings.mpirun, "mpirun");
  app.add_option("--launcher", settings.launcher, "Words before each program")->allow_extra_args(false);
  app.add_option("--star", settings.star, "File of a small scan");
  app.add_option("--missing", settings.missing, "Why no check with a GPU can run");
  app.add_option("--no-nccl", settings.no_nccl, "Why only one GPU is used");
  app.add_option("-o,--output", settings.folder, "Folder of the results (default: gpu_checks)");
  app.add_option("--seconds", settings.seconds, "Time for all checks (default: 570)")->check(CLI::PositiveNumber);
  app.add_option("--only", settings.only, "Names of the checks to make")->delimiter(',');
  auto const* const gpus_given = app.add_option("--gpus", gpus, "Number of GPUs in place of what the program finds");
  app.add_flag("--list", list, "Name the checks and make none");
  app.add_flag("--verify-filters", verify, "Make no check; fail when a check names a test that does not exist");
  CLI11_PARSE(app, argc, argv);
  if (list) {
    for (auto const& check : all_checks()) fmt::print("{:<16}{}\n", check.name, check.what);
    return 0;
  }
  try {
    if (verify) {
      auto const unknown = filters_without_tests(settings.tests);
      for (auto const& name : unknown) std::cout << "The filter of the check '" << name << "' names no test.\n";
      return unknown.empty() ? 0 : 1;
    }
    if (gpus_given->count() > 0) settings.gpus = gpus;
    std::filesystem::create_directories(settings.folder);
    settings.folder = std::filesystem::absolute(settings.folder).string();
    Session session(settings);
    auto const results = session.run([](Result const& result) { std::cout << line_of(result) << std::endl; });
    std::cout << summary(results);
    auto const file = settings.folder + "/results.json";
    if (!(std::ofstream(file) << to_json(results, session.devices()))) throw std::runtime_error("cannot write " + file);
    std::cout << "Results: " << file << "\n";
    return exit_code_of(results, session.gpus());
  } catch (std::exception const& error) {
    std::cerr << "gpu_checks: " << error.what() << '\n';
    return 1;
  }
}
