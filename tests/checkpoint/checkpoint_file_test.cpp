#include "checkpoint/checkpoint_file.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <limits>
#include <tuple>

#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"
#include "ptyger/write_result.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/support/small_scan.hpp"
#include "tests/write/small_disk.hpp"
#include "tests/write/small_result.hpp"

namespace ptyger::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string const key = "iterations = 9\nnoise = gaussian\n/data/scan.cxi\n";

CheckpointVector vector_of(std::uint64_t seed) {
  CheckpointVector vector{random_values(5 * 7, 2, seed), random_values(2 * 3 * 3, 2, seed + 1)};
  for (auto* values : {&vector.object, &vector.probe})
    for (auto& value : *values) value = std::complex<double>(std::complex<float>(value));
  return vector;
}

/// A checkpoint in which no member has its default value.
Checkpoint small_checkpoint() {
  Checkpoint c{5, 7, 1, 1, 3, Noise::poisson, Rule::dy, Scheme::alternating, Sampling::fourier, false, 4};
  c.smoothness = 0.25;
  c.edge_threshold = 0.04;
  c.effective_distance_m = 3.5e-3;
  c.refine = {true, true, true, 2.5};
  c.constraints = {.probe_aperture = {1, 0, 1, 1}, .probe_support = {0, 1}, .unit_amplitude = 0.75};
  c.hold_out = 0.03;
  c.seed = std::numeric_limits<std::uint64_t>::max();
  c.corrections = {{{0.5, -0.25, 0.125}, {-1.5, 0.75, 0.1}}, {0.3, 0.6}, 0.5, {{0.1, -0.2}, {0.3, 0.4}}};
  c.iteration = 1;
  c.started = c.stuck = true;
  c.transformed = 123456789012345;
  c.search_transforms = 0.1;
  c.estimate = vector_of(1);
  c.best = vector_of(15);
  c.best_corrections = {{{0.25, -0.5, 0.75}}, {0.1, 0.2}, 0.25, {{0.7, 0}}};
  c.sequences = {{vector_of(3), vector_of(5), vector_of(7), false, true, false, 6, 0.3},
                 {vector_of(9), vector_of(11), vector_of(13), true, false, true, 7, 0.7}};
  c.history = small_result().history;
  return c;
}

auto all_of(Checkpoint const& c) {
  return std::tuple(c.rows, c.cols, c.modes, c.variation, c.probe_size, c.noise, c.rule, c.scheme, c.sampling,
                    c.recover_probe, c.devices, c.smoothness, c.edge_threshold, c.effective_distance_m,
                    c.refine.positions, c.refine.brightness, c.refine.background, c.refine.most_drift,
                    c.constraints.probe_aperture, c.constraints.probe_support, c.constraints.unit_amplitude, c.hold_out,
                    c.seed, c.iteration, c.started, c.stuck, c.transformed, c.search_transforms);
}

auto all_of(HistoryRecord const& r) {
  return std::tuple(r.phase, r.iteration, r.transforms, r.objective, r.nrmse, r.r_factor, r.step, r.beta, r.restart,
                    r.seconds, r.seconds_by_stage);
}

void expect_same(Checkpoint const& found, Checkpoint const& expected) {
  EXPECT_EQ(all_of(found), all_of(expected));
  EXPECT_EQ(found.estimate, expected.estimate);
  EXPECT_EQ(found.corrections, expected.corrections);
  EXPECT_EQ(found.best, expected.best);
  EXPECT_EQ(found.best_corrections, expected.best_corrections);
  EXPECT_EQ(found.sequences, expected.sequences);
  ASSERT_EQ(found.history.size(), expected.history.size());
  for (std::size_t i = 0; i < expected.history.size(); ++i)
    EXPECT_EQ(all_of(found.history[i]), all_of(expected.history[i])) << i;
}

class CheckpointFile : public FolderTest {
 protected:
  std::string const file_ = path("c.h5");

  void SetUp() override { checkpoint::write_checkpoint(file_, small_checkpoint(), key, Precision::single); }
  /// Message of the error when the file is read with this key.
  std::string refusal(std::string const& key_of_run = key) const {
    return message_of<InputError>([&] { checkpoint::read_checkpoint(file_, key_of_run); });
  }
  std::string bytes() const {
    std::ifstream in(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void set_bytes(std::string const& bytes) const { std::ofstream(file_, std::ios::binary) << bytes; }
};

TEST_F(CheckpointFile, ReturnsWhatWasWritten) {
  expect_same(checkpoint::read_checkpoint(file_, key), small_checkpoint());
  auto double_precision = small_checkpoint();
  double_precision.sequences.pop_back();
  double_precision.best = {};
  double_precision.sequences[0].last_gradient.object[3] = {1 / 3.0, -1 / 7.0};
  checkpoint::write_checkpoint(file_, double_precision, key, Precision::full);
  expect_same(checkpoint::read_checkpoint(file_, key), double_precision);
  EXPECT_EQ(files(), 1);
}

TEST_F(CheckpointFile, HasTheDocumentedDatasets) {
  hdf5::InputFile const file(file_);
  EXPECT_EQ(file.text_attribute("/", "format"), "ptyger checkpoint");
  EXPECT_EQ(file.dataset("/key").text(), key);
  EXPECT_EQ(file.dataset("/estimate/object").chunk(), hdf5::Shape());
  EXPECT_EQ(file.dataset("/line1/last_gradient/probe").shape(), (hdf5::Shape{2, 3, 3}));
  EXPECT_EQ(file.dataset("/history/seconds_by_stage/update").read<double>(), (std::vector<double>{-1, -1, 0.05}));
}

TEST_F(CheckpointFile, IsRefusedForAnotherKey) {
  EXPECT_THAT(refusal("iterations = 9\nnoise = poisson\n/data/scan.cxi\n"),
              AllOf(HasSubstr(file_), HasSubstr("'noise = gaussian' where this run has 'noise = poisson'")));
  EXPECT_THAT(refusal("iterations = 9\n"), HasSubstr("'noise = gaussian' where this run has 'nothing more'"));
  EXPECT_THAT(refusal(key + "more\n"), HasSubstr("'nothing more' where this run has 'more'"));
}

TEST_F(CheckpointFile, IsRefusedWhenItIsCutShortOrMissing) {
  auto const whole = bytes();
  for (std::size_t const left : {std::size_t{0}, std::size_t{100}, whole.size() / 2, whole.size() - 1}) {
    set_bytes(whole.substr(0, left));
    EXPECT_THAT(refusal(), HasSubstr(file_)) << left;
  }
  std::filesystem::remove(file_);
  EXPECT_THAT(refusal(), HasSubstr("no such file"));
  std::ofstream(file_) << "not what it should be";
  EXPECT_THAT(refusal(), HasSubstr(file_));
}

TEST_F(CheckpointFile, IsRefusedWhenAnyByteHasChanged) {
  auto const whole = bytes();
  for (std::size_t i = 0; i < whole.size(); i += i + 100 < whole.size() ? 53U : 1U) {
    auto changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x10);
    set_bytes(changed);
    EXPECT_THAT(refusal(), AllOf(HasSubstr(file_), HasSubstr("checksum"))) << i;
  }
  set_bytes(whole + "more");
  EXPECT_THAT(refusal(), HasSubstr("checksum"));
  set_bytes(whole);
  EXPECT_NO_THROW(checkpoint::read_checkpoint(file_, key));
}

TEST_F(CheckpointFile, KeepsTheOlderFileWhenTheDiskIsFull) {
  auto const older = bytes();
  auto const large = [] {
    auto checkpoint = small_checkpoint();
    checkpoint.rows = 700;
    for (auto& line : checkpoint.sequences)
      for (auto* vector : {&line.direction, &line.last_gradient, &line.last_preconditioned})
        vector->object.resize(700 * 7);
    checkpoint.estimate.object.resize(700 * 7);
    checkpoint.best.object.resize(700 * 7);
    return checkpoint;
  }();
  for (rlim_t const bytes_left : {rlim_t{512}, rlim_t{9000}, rlim_t{100000}}) {
    SmallDisk const disk(bytes_left);
    EXPECT_THROW(checkpoint::write_checkpoint(file_, large, key, Precision::single), OutputError) << bytes_left;
    EXPECT_EQ(files(), 1);
    EXPECT_EQ(bytes(), older);
  }
}

TEST_F(CheckpointFile, AResultFileIsRefused) {
  write_result(path("r.h5"), small_scan(), small_result(), {});
  EXPECT_THAT(message_of<InputError>([&] { checkpoint::read_checkpoint(path("r.h5"), key); }),
              AllOf(HasSubstr(path("r.h5")), HasSubstr("no checkpoint")));
}

}  // namespace
}  // namespace ptyger::test
