#include "app/automatic_settings.hpp"

#include <gmock/gmock.h>

namespace ptyger::test {
namespace {

TEST(AutomaticSettings, AreWrittenAsTheirOptions) {
  Options chosen;
  chosen.probe_modes = 3;
  chosen.refine.positions = true;
  chosen.smoothness = 0.07;
  chosen.edge_threshold = 0.02;
  EXPECT_EQ(app::chosen_toml({chosen}, {}),
            "noise = 'gaussian'\nsampling = 'bilinear'\nprobe-modes = 3\npositions = 'refine'\nsmooth = 0.07\n"
            "edges = 0.02\n");
  chosen.refine.positions = false;
  EXPECT_EQ(app::chosen_toml({chosen}, {false, false, false, true, false, false}), "positions = 'fixed'\n");
  EXPECT_EQ(app::chosen_toml({chosen}, {false, false, false, false, false, false}), "");
}

TEST(AutomaticSettings, ReplaceOnlyWhatIsLeftOpen) {
  std::string options = "probe-modes = 'auto'\npositions = 'fixed'\nprobe = 'auto'\nsmooth = 'auto'\nseed = 0\n";
  app::use_chosen(options, "probe-modes = 3\npositions = 'refine'\nsmooth = 0.07\n");
  EXPECT_EQ(options, "probe-modes = 3\npositions = 'fixed'\nprobe = 'auto'\nsmooth = 0.07\nseed = 0\n");
  app::use_chosen(options, "");
  EXPECT_EQ(options, "probe-modes = 3\npositions = 'fixed'\nprobe = 'auto'\nsmooth = 0.07\nseed = 0\n");
}

TEST(AutomaticSettings, EdgesAreChosenOnlyWithTheSmoothness) {
  std::string const chosen = "smooth = 0.07\nedges = 0.02\n";
  std::string open = "smooth = 'auto'\nedges = 'auto'\n";
  app::use_chosen(open, chosen);
  EXPECT_EQ(open, chosen);
  std::string given = "smooth = 0.3\nedges = 'auto'\n";
  app::use_chosen(given, chosen);
  EXPECT_EQ(given, "smooth = 0.3\nedges = 'auto'\n");
  std::string threshold = "smooth = 'auto'\nedges = 0.1\n";
  app::use_chosen(threshold, chosen);
  EXPECT_EQ(threshold, "smooth = 0.07\nedges = 0.1\n");
}

TEST(AutomaticSettings, TakeOptionsAwayThatContradictThem) {
  std::string options = "positions = 'auto'\nmax-drift = 5\nprobe-modes = 'auto'\nmode-start = 'shifts'\n";
  app::use_chosen(options, "probe-modes = 1\npositions = 'fixed'\n");
  EXPECT_EQ(options, "positions = 'fixed'\nprobe-modes = 1\n");
}

}  // namespace
}  // namespace ptyger::test
