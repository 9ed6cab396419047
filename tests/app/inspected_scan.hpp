#pragma once

#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "app/inspect/findings.hpp"
#include "inspect/findings.hpp"
#include "tests/support/simulated_scan.hpp"

namespace ptyger::test {

/// A clean scan with the true probe.
inline Scan clean_scan(std::size_t frames = 60, double overlap = 0.7, double photons = 1e6,
                       simulation::Pattern pattern = simulation::Pattern::jittered) {
  auto options = simulation_of(frames, overlap);
  options.photons = photons;
  options.pattern = pattern;
  auto scan = simulated(options).scan;
  scan.sources = {"made up"};
  return scan;
}

/// The findings of `ptyger inspect` in words.
inline std::vector<app::Warning> warnings_of(Scan const& scan, ReadOptions const& options = {}) {
  return app::describe(inspect::findings(scan, inspect::inspect_scan(scan, {}), options));
}

/// The warnings of `ptyger reconstruct`.
inline std::vector<std::string> warnings_of_run(Scan const& scan, prepare::ReconstructSettings const& settings = {}) {
  return app::serious_warnings(scan, inspect::count_statistics(scan), settings);
}

inline std::vector<std::string> warning_keys(Scan const& scan) {
  std::vector<std::string> all;
  for (auto const& finding : warnings_of(scan)) all.push_back(finding.key);
  return all;
}

/// Replaces every count by change(frame, row, col, count).
template <class Change>
void change_counts(Scan& scan, Change const& change) {
  std::visit(
      [&](auto& counts) {
        using Count = typename std::decay_t<decltype(counts)>::value_type;
        std::size_t const n = scan.detector;
        for (std::size_t i = 0; i < counts.size(); ++i)
          counts[i] = static_cast<Count>(change(i / (n * n), i / n % n, i % n, static_cast<double>(counts[i])));
      },
      scan.counts);
}

}  // namespace ptyger::test
