#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

#include "comm/transports.hpp"
#include "partition/plan.hpp"
#include "partition/traffic.hpp"
#include "solver/ordered_subset_start.hpp"
#include "solver/reconstruct_tile.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/star.hpp"
#include "tests/support/usable_devices.hpp"
#include "update/probe_modes.hpp"

namespace ptyger {

void PrintTo(comm::Traffic const& t, std::ostream* out) {
  *out << "to owners " << t.to_owners << ", from owners " << t.from_owners << ", summed " << t.summed << ", scalars "
       << t.scalars << " in " << t.reductions << " reductions, gathered " << t.gathered;
}

namespace {

using Exec = RunDevice;

comm::Traffic operator-(comm::Traffic const& a, comm::Traffic const& b) {
  return {a.to_owners - b.to_owners, a.from_owners - b.from_owners, a.summed - b.summed,
          a.scalars - b.scalars,     a.reductions - b.reductions,   a.gathered - b.gathered};
}

struct Case {
  int devices;
  bool replicated;
  std::size_t modes;
  MemoryStrategy strategy = MemoryStrategy::recompute;
};

std::string name_of(Case const& c) {
  return std::to_string(c.devices) + (c.replicated ? "_replicated_" : "_tiled_") + std::to_string(c.modes) + "_" +
         to_word(c.strategy);
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (int const devices : {2, 3, 5})
    for (bool const replicated : {false, true})
      for (std::size_t const modes : {1U, 2U}) cases.push_back({devices, replicated, modes});
  cases.push_back({3, false, 2, MemoryStrategy::carried});
  return cases;
}

/// Runs of one case with different numbers of epochs and iterations.
template <class Real>
class Runs {
 public:
  explicit Runs(Case const& c)
      : case_(c), scan_(test::simulated_scan()), placement_(model::place_frames(scan_, scan_.probe.size)) {
    tiles_ =
        c.replicated ? partition::replicate(placement_, c.devices) : partition::cut_into_tiles(placement_, c.devices);
    for (auto const& tile : tiles_) subdomains_.push_back(tile.subdomain);
  }

  /// [device] everything that each device has sent, from set-up to result.
  [[nodiscard]] std::vector<comm::Traffic> counted(int epochs, int iterations) const {
    auto options = test::star_options(epochs, iterations);
    options.probe_modes = case_.modes;
    solver::TeamJob job{scan_, options, placement_, tiles_, case_.strategy};
    job.probe = update::with_modes(scan_.probe, case_.modes);
    device::DeviceTeam<Exec> team(case_.devices);
    auto const transports = comm::make_transports<Exec, Real>(TransportKind::automatic, team, subdomains_);
    solver::Reconstructed found;
    team.run([&](DeviceContext<Exec> const& device) {
      solver::reconstruct_tile(device, *transports[static_cast<std::size_t>(device.id)], job, {}, found);
    });
    std::vector<comm::Traffic> sent;
    for (auto const& transport : transports) sent.push_back(transport->traffic());
    return sent;
  }

  [[nodiscard]] std::vector<core::Subdomain> const& subdomains() const { return subdomains_; }
  [[nodiscard]] partition::MessageNeeds needs() const { return {placement_.probe, case_.modes, sizeof(Real)}; }
  [[nodiscard]] int subsets() const { return solver::start_subsets(static_cast<int>(scan_.frames)); }

 private:
  Case case_;
  Scan scan_;
  model::Placement placement_;
  std::vector<model::Tile> tiles_;
  std::vector<core::Subdomain> subdomains_;
};

class TrafficTest : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override { PTYGER_NEEDS_DEVICES(GetParam().devices); }

  template <class Real>
  void check_iterations() const {
    Runs<Real> const runs(GetParam());
    for (int const iterations : {1, 4}) {
      auto const fewer = runs.counted(0, iterations);
      auto const more = runs.counted(0, iterations + 1);
      for (int device = 0; device < GetParam().devices; ++device) {
        auto const d = static_cast<std::size_t>(device);
        EXPECT_EQ(more[d] - fewer[d], partition::iteration_traffic(runs.subdomains(), device, runs.needs()))
            << "device " << device << ", from " << iterations << " iterations on";
      }
    }
  }

  template <class Real>
  void check_epochs() const {
    Runs<Real> const runs(GetParam());
    ASSERT_GT(runs.subsets(), 1);
    for (int const epochs : {1, 2}) {
      auto const fewer = runs.counted(epochs, 0);
      auto const more = runs.counted(epochs + 1, 0);
      for (int device = 0; device < GetParam().devices; ++device) {
        auto const d = static_cast<std::size_t>(device);
        EXPECT_EQ(more[d] - fewer[d],
                  partition::epoch_traffic(runs.subdomains(), device, runs.needs(), runs.subsets(), epochs == 1))
            << "device " << device << ", from " << epochs << " epochs on";
      }
    }
  }
};

INSTANTIATE_TEST_SUITE_P(Multidevice, TrafficTest, testing::ValuesIn(all_cases()),
                         [](auto const& test) { return name_of(test.param); });

TEST_P(TrafficTest, OfAnIterationIsAsPredicted) {
  check_iterations<float>();
  check_iterations<double>();
}

TEST_P(TrafficTest, OfAStartEpochIsAsPredicted) {
  check_epochs<float>();
  check_epochs<double>();
}

}  // namespace
}  // namespace ptyger
