/// Compares the settings that are chosen from the data with a grid of settings, on simulated scans whose truth is
/// known: five samples, three doses, three beams. Prints a table, with the error of the object against the truth.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <Kokkos_Core.hpp>

#include "tests/tuning/truth_grid.hpp"

int main(int argc, char** argv) {
  using namespace ptyger;
  CLI::App app("Error of the object with chosen settings, and the least over a grid of settings");
  std::vector<double> photons{2e3, 3e4, 1e6};
  bool quick = false;
  app.add_option("--photons", photons, "Counts a frame");
  app.add_flag("--quick", quick, "A grid of 12 settings in place of 108");
  CLI11_PARSE(app, argc, argv);
  Kokkos::ScopeGuard const kokkos(argc, argv);
  test::SettingsGrid const fine{
      {Sampling::nearest, Sampling::bilinear, Sampling::fourier}, {1, 3, 5}, {0, 0.03, 0.1, 0.3}, {10, 30, 60}};
  test::SettingsGrid const coarse{{Sampling::bilinear, Sampling::fourier}, {1, 3}, {0.03, 0.1, 0.3}, {30}};
  fmt::print("sample      photons  beam              chosen   best   ratio\n");
  for (auto const sample : words_of(simulation::Sample{}))
    for (double const dose : photons)
      for (auto const& [beam, name] : {std::pair{test::Beam::focused, "focused"},
                                       {test::Beam::defocused, "defocused"},
                                       {test::Beam::partly_coherent, "partly coherent"}}) {
        auto const made = test::TruthCase{sample.value, dose, beam}.simulated();
        double const chosen = test::chosen_error(made);
        double const best = test::least_error(made, quick ? coarse : fine);
        fmt::print("{:10} {:8g}  {:16}  {:.4f}  {:.4f}  {:.2f}\n", sample.word, dose, name, chosen, best,
                   chosen / best);
        std::fflush(stdout);
      }
}
