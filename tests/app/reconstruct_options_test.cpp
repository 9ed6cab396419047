#include <gmock/gmock.h>

#include "prepare/read_inputs.hpp"
#include "ptyger/error.hpp"
#include "tests/app/parse_reconstruct.hpp"
#include "tests/hdf5/temporary_folder.hpp"

namespace ptyger::test {
namespace {

using testing::HasSubstr;
using Words = std::vector<std::string>;

prepare::ReconstructSettings parse(Words more) {
  more.insert(more.begin(), {"scan.cxi", "-o", "result.h5"});
  return parse_reconstruct(more).settings;
}

// Words of a command line, and a condition that holds with them and does not hold for the defaults.
struct Row {
  Words words;
  bool (*holds)(prepare::ReconstructSettings const&);
};

TEST(ReconstructOptions, EveryOptionReachesItsSetting) {
  std::vector<Row> const rows{
      {{"--iterations", "7"}, [](auto const& s) { return s.solver.iterations == 7; }},
      {{"--iterations", "0"}, [](auto const& s) { return s.solver.iterations == 0; }},
      {{"--start-epochs", "3"}, [](auto const& s) { return s.solver.start_epochs == 3; }},
      {{"--start-epochs", "0"}, [](auto const& s) { return s.solver.start_epochs == 0; }},
      {{"--probe", "blind"}, [](auto const& s) { return s.probe == "blind"; }},
      {{"--probe", "other.h5"}, [](auto const& s) { return s.probe == "other.h5"; }},
      {{"--probe-variation", "2"}, [](auto const& s) { return s.solver.probe_variation == 2; }},
      {{"--probe-defocus", "-2e-5"}, [](auto const& s) { return s.probe_defocus == -2e-5; }},
      {{"--probe-defocus", "auto"}, [](auto const& s) { return !s.probe_defocus; }},
      {{"--probe-aperture", "auto"}, [](auto const& s) { return s.probe_aperture == "auto"; }},
      {{"--probe-aperture", "23.5"}, [](auto const& s) { return s.probe_aperture == "23.5"; }},
      {{"--probe-support", "m.npy"}, [](auto const& s) { return s.probe_support == "m.npy"; }},
      {{"--unit-amplitude", "0.3"}, [](auto const& s) { return s.solver.constraints.unit_amplitude == 0.3; }},
      {{"--no-probe"}, [](auto const& s) { return !s.solver.recover_probe; }},
      {{"--probe-modes", "3"}, [](auto const& s) { return s.solver.probe_modes == 3; }},
      {{"--mode-start", "shifts", "--probe-modes", "2"},
       [](auto const& s) { return s.solver.mode_start == ModeStart::shifts; }},
      {{"--fly", "0.5"}, [](auto const& s) { return s.solver.fly.fraction == 0.5 && s.solver.probe_modes == 3; }},
      {{"--fly", "1e-6,-2e-7", "--probe-modes", "5"},
       [](auto const& s) {
         auto const& motion = s.solver.fly.motion;
         return motion && motion->col_m == 1e-6 && motion->row_m == -2e-7 && s.solver.probe_modes == 5;
       }},
      {{"--fly", "1", "--fly-position", "start"}, [](auto const& s) { return s.solver.fly.from_start; }},
      {{"--probe-modes", "1"}, [](auto const& s) { return s.probe_modes == 1; }},
      {{"--positions", "fixed"}, [](auto const& s) { return s.refine_positions == std::optional(false); }},
      {{"--sampling", "nearest"}, [](auto const& s) { return s.refine_positions == std::optional(false); }},
      {{"--smooth", "0"}, [](auto const& s) { return s.smoothness == 0; }},
      {{"--edges", "0.02"}, [](auto const& s) { return s.solver.edge_threshold == 0.02; }},
      {{"--smooth", "0.3"}, [](auto const& s) { return s.solver.smoothness == 0.3; }},
      {{"--positions", "refine"}, [](auto const& s) { return s.solver.refine.positions; }},
      {{"--positions", "refine", "--max-drift", "4"}, [](auto const& s) { return s.solver.refine.most_drift == 4; }},
      {{"--fit-intensities"}, [](auto const& s) { return s.solver.refine.brightness; }},
      {{"--fit-background"}, [](auto const& s) { return s.solver.refine.background; }},
      {{"--hold-out", "0.05"}, [](auto const& s) { return s.solver.hold_out == 0.05; }},
      {{"--noise", "poisson"}, [](auto const& s) { return s.solver.noise == Noise::poisson; }},
      {{"--rule", "hz"}, [](auto const& s) { return s.solver.rule == Rule::hz; }},
      {{"--rule", "dy"}, [](auto const& s) { return s.solver.rule == Rule::dy; }},
      {{"--scheme", "alternating"}, [](auto const& s) { return s.solver.scheme == Scheme::alternating; }},
      {{"--sampling", "nearest"}, [](auto const& s) { return s.solver.sampling == Sampling::nearest; }},
      {{"--sampling", "fourier"}, [](auto const& s) { return s.solver.sampling == Sampling::fourier; }},
      {{"--memory-strategy", "carried"}, [](auto const& s) { return s.solver.memory == MemoryStrategy::carried; }},
      {{"--memory-strategy", "coefficients"},
       [](auto const& s) { return s.solver.memory == MemoryStrategy::coefficients; }},
      {{"--memory-strategy", "recompute"}, [](auto const& s) { return s.solver.memory == MemoryStrategy::recompute; }},
      {{"--only-frames", "3,5-7"},
       [](auto const& s) {
         return s.read.only_frames == FrameNumbers{{3, 3}, {5, 7}};
       }},
      {{"--skip-frames", "9"},
       [](auto const& s) {
         return s.read.skip_frames == FrameNumbers{{9, 9}};
       }},
      {{"--precision", "double"}, [](auto const& s) { return s.solver.precision == Precision::full; }},
      {{"--init", "a.h5"}, [](auto const& s) { return s.init == "a.h5"; }},
      {{"--metrics", "m.jsonl"}, [](auto const& s) { return s.metrics == "m.jsonl"; }},
      {{"--previews", "pictures"}, [](auto const& s) { return s.previews == "pictures"; }},
      {{"--picture-format", "pdf"}, [](auto const& s) { return s.picture_format == write::PictureFormat::pdf; }},
      {{"--no-check"}, [](auto const& s) { return s.no_check; }},
      {{"--raster", "11x12"},
       [](auto const& s) {
         return s.read.raster.shape && s.read.raster.shape->rows == 11 && s.read.raster.shape->cols == 12;
       }},
      {{"--step", "1e-7,2e-7"},
       [](auto const& s) {
         return s.read.raster.step && s.read.raster.step->row_m == 1e-7 && s.read.raster.step->col_m == 2e-7;
       }},
      {{"--position-unit", "um"}, [](auto const& s) { return s.read.position_unit == "um"; }},
      {{"--scan-rotation", "37"}, [](auto const& s) { return s.read.axes.rotation_deg == 37; }},
      {{"--halves"}, [](auto const& s) { return s.halves; }},
      {{"--overwrite"}, [](auto const& s) { return s.overwrite; }},
      {{"--report", "r.html"}, [](auto const& s) { return s.report == "r.html"; }},
      {{"--cxi", "r.cxi"}, [](auto const& s) { return s.cxi == "r.cxi"; }},
      {{"--tiff"}, [](auto const& s) { return s.tiff; }},
      {{"--watch", "2.5"}, [](auto const& s) { return s.watch == 2.5; }},
      {{"--seed", "18446744073709551615"}, [](auto const& s) { return s.solver.seed == 18446744073709551615ULL; }},
      {{"second.h5"},
       [](auto const& s) {
         return s.inputs == Words{"scan.cxi", "second.h5"};
       }},
  };
  auto const defaults = parse({});
  for (auto const& row : rows) {
    EXPECT_FALSE(row.holds(defaults)) << testing::PrintToString(row.words);
    EXPECT_TRUE(row.holds(parse(row.words))) << testing::PrintToString(row.words);
  }
}

TEST(ReconstructOptions, DefaultsAreAsInTheManual) {
  auto const settings = parse({});
  EXPECT_EQ(settings.inputs, Words{"scan.cxi"});
  EXPECT_EQ(settings.output, "result.h5");
  EXPECT_EQ(settings.probe, "auto");
  EXPECT_EQ(settings.solver.devices.count, std::nullopt);
  EXPECT_FALSE(settings.overwrite);
  EXPECT_EQ(settings.init + settings.metrics + settings.previews, "");
  EXPECT_EQ(settings.solver.iterations, std::nullopt);
  EXPECT_EQ(settings.solver.start_epochs, std::nullopt);
  EXPECT_TRUE(settings.solver.recover_probe);
  EXPECT_EQ(settings.probe_modes, std::nullopt);
  EXPECT_EQ(settings.refine_positions, std::nullopt);
  EXPECT_EQ(settings.smoothness, std::nullopt);
  EXPECT_EQ(settings.edge_threshold, std::nullopt);
  EXPECT_EQ(settings.noise, std::nullopt);
  EXPECT_EQ(settings.solver.rule, Rule::prp);
  EXPECT_EQ(settings.solver.scheme, Scheme::joint);
  EXPECT_EQ(settings.sampling, std::nullopt);
  EXPECT_EQ(settings.solver.memory, MemoryStrategy::automatic);
  EXPECT_EQ(settings.solver.precision, Precision::single);
  EXPECT_EQ(settings.solver.seed, 0U);
}

TEST(ReconstructOptions, ReferenceRuleImpliesSchemeSamplingAndNoStart) {
  auto const options = parse({"--rule", "reference"}).solver;
  EXPECT_EQ(options.scheme, Scheme::alternating);
  EXPECT_EQ(options.sampling, Sampling::nearest);
  EXPECT_EQ(options.start_epochs, 0);
  EXPECT_NO_THROW(parse({"--rule", "reference", "--scheme", "alternating", "--sampling", "nearest"}));
}

TEST(ReconstructOptions, ContradictionsAreRefused) {
  auto const message = [](Words const& words) { return message_of<InputError>([&] { parse(words); }); };
  EXPECT_THAT(message({"--rule", "reference", "--scheme", "joint"}), HasSubstr("--scheme joint contradicts"));
  EXPECT_THAT(message({"--rule", "reference", "--sampling", "bilinear"}), HasSubstr("nearest sampling"));
  EXPECT_THAT(message({"--rule", "reference", "--start-epochs", "2"}), HasSubstr("no start"));
  EXPECT_THAT(message({"--mode-start", "shifts", "--probe-modes", "1"}), HasSubstr("--probe-modes"));
  EXPECT_THAT(message({"--smooth", "0", "--edges", "0.1"}), HasSubstr("--edges is for --smooth above 0"));
  EXPECT_THAT(message({"--rule", "reference", "--edges", "0.1"}), HasSubstr("--edges is for --smooth above 0"));
  EXPECT_THAT(message({"--fly", "1", "--probe-modes", "1"}), HasSubstr("--probe-modes"));
  EXPECT_THAT(message({"--fly-position", "start"}), HasSubstr("--fly-position is for fly scans"));
  EXPECT_THAT(message({"--positions", "refine", "--sampling", "nearest"}), HasSubstr("nearest pixels have no slope"));
  EXPECT_THAT(message({"--rule", "reference", "--positions", "refine"}), HasSubstr("no corrections"));
  EXPECT_THAT(message({"--rule", "reference", "--fit-background"}), HasSubstr("no corrections"));
  EXPECT_THAT(message({"--max-drift", "3", "--positions", "fixed"}), HasSubstr("--positions refine"));
  EXPECT_THAT(message({"--hold-out", "0.02", "--iterations", "5"}), HasSubstr("--hold-out"));
  EXPECT_THAT(message({"--halves", "--half", "odd"}), HasSubstr("--half reads only one"));
  EXPECT_THAT(message({"--halves", "--init", "a.h5"}), HasSubstr("share the noise"));
  EXPECT_THAT(message({"--no-probe", "--probe", "blind"}), HasSubstr("--no-probe contradicts"));
  EXPECT_THAT(message({"--probe-defocus", "auto", "--probe", "blind"}), HasSubstr("--probe-defocus is for"));
}

TEST(ReconstructOptions, WrongValuesAreRefused) {
  for (Words const& words :
       std::vector<Words>{{"--iterations", "-1"},   {"--iterations", "many"}, {"--start-epochs", "-2"},
                          {"--start-epochs", "3x"}, {"--probe-modes", "0"},   {"--probe-variation", "5"},
                          {"--fly", "1.5"},         {"--fly", "0"},           {"--fly", "1e-6,"},
                          {"--fly", "half"},        {"--smooth", "-1"},       {"--edges", "-1"},
                          {"--max-drift", "0"},     {"--hold-out", "0.6"},    {"--positions", "free"},
                          {"--seed", "-1"},         {"--noise", "gauss"},     {"--nonsense"},
                          {"--devices", "two"},     {"--devices", "0"},       {"--memory", "80 apples"},
                          {"--memory", "-1GiB"},    {"--partition", "tiles"}})
    EXPECT_THROW(parse(words), CLI::ParseError) << testing::PrintToString(words);
  EXPECT_THAT(message_of<CLI::ParseError>([] { parse({"--noise", "poison"}); }), HasSubstr("did you mean 'poisson'?"));
}

TEST(ReconstructOptions, DeviceOptionsReachTheirSettings) {
  auto const devices = parse({"--devices", "3", "--partition", "replicated", "--transport", "threads",
                              "--deterministic", "--memory", "1.5GiB"})
                           .solver.devices;
  EXPECT_EQ(devices.count, 3);
  EXPECT_EQ(devices.partition, Partition::replicated);
  EXPECT_EQ(devices.transport, TransportKind::threads);
  EXPECT_TRUE(devices.deterministic);
  EXPECT_EQ(devices.memory, 3U << 29U);
}

TEST(ReconstructOptions, EachScanHasItsFiles) {
  using Scans = std::vector<std::vector<std::string>>;
  auto const parsed =
      parse_reconstruct({"-o", "result.h5", "--scan", "a.h5", "b.h5", "--scan", "c.h5", "--share", "both"});
  EXPECT_EQ(parsed.settings.scans, (Scans{{"a.h5", "b.h5"}, {"c.h5"}}));
  EXPECT_EQ(parsed.settings.share, prepare::Share::both);
  EXPECT_THAT(parsed.toml, HasSubstr("scan = [['a.h5', 'b.h5'], ['c.h5']]\nshare = 'both'\n"));
}

TEST(ReconstructOptions, InputAndOutputAreRequired) {
  EXPECT_THROW(parse_reconstruct({"scan.cxi"}), CLI::ParseError);
  EXPECT_THROW(prepare::input_files(parse_reconstruct({"-o", "result.h5"}).settings), InputError);
}

}  // namespace
}  // namespace ptyger::test
