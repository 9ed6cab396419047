#include <cmath>
#include <new>
#include <sstream>

#include "checkpoint/checkpoint_file.hpp"
#include "checkpoint/layout.hpp"
#include "hdf5/input_file.hpp"
#include "ptyger/error.hpp"
#include "write/sealed_file.hpp"

namespace ptyger::checkpoint {
namespace {

using namespace checkpoint_layout;

[[noreturn]] void damaged(std::string const& path, std::string const& what) {
  throw InputError(path + ": this checkpoint is damaged: " + what + ". Remove it and begin again without it.");
}

/// The first line in which two texts differ, of both.
std::string first_difference(std::string const& found, std::string const& expected) {
  std::istringstream texts[] = {std::istringstream(found), std::istringstream(expected)};
  std::string lines[2];
  auto const next = [&](std::size_t of) {
    if (!std::getline(texts[of], lines[of])) lines[of] = "nothing more";
    return !texts[of].fail();
  };
  for (bool more = true; more && lines[0] == lines[1];) {
    bool const first = next(0);
    more = next(1) || first;
  }
  return "it has '" + lines[0] + "' where this run has '" + lines[1] + "'";
}

class Reader {
  [[nodiscard]] auto number_of(std::string const& object) const {
    return [this, object](char const* name, auto& value) { set(value, number(object, name), name); };
  }

 public:
  explicit Reader(std::string const& path) : path_(path), file_(path) {}

  Checkpoint read(std::string const& key) {
    if (file_.text_attribute("/", "format") != format)
      throw InputError(path_ + ": this is no checkpoint of PtyGer. Remove it, or name another.");
    if (number("/", "version") != version)
      throw InputError(path_ + ": this checkpoint is of another version of PtyGer. Remove it and begin again.");
    auto const found = file_.dataset("/key").text();
    if (found != key)
      throw InputError(path_ + ": this checkpoint belongs to another run: " + first_difference(found, key) +
                       ". Give the options and inputs it was made with, or remove it.");
    Checkpoint checkpoint;
    for_each_number(checkpoint, number_of("/"));
    auto const seed = file_.dataset("/seed").read<std::uint64_t>();
    if (seed.size() != 1) damaged(path_, "it has no seed");
    checkpoint.seed = seed.front();
    sizes(checkpoint);
    vector("/estimate", checkpoint.estimate);
    if (file_.exists("/best")) vector("/best", checkpoint.best);
    corrections("/corrections", checkpoint.corrections);
    corrections("/best_corrections", checkpoint.best_corrections);
    for (std::size_t i = 0; i < most_lines && file_.exists(line_name(i)); ++i)
      line(line_name(i), checkpoint.lines.emplace_back());
    history(checkpoint.history);
    return checkpoint;
  }

 private:
  [[nodiscard]] double number(std::string const& object, std::string const& name) const {
    auto const found = file_.number_attribute(object, name);
    if (!found) damaged(path_, "the attribute '" + name + "' of '" + object + "' is missing");
    return *found;
  }

  /// Only to what its type can hold.
  template <class Value>
  void set(Value& value, double number, std::string const& name) const {
    bool good = true;
    if constexpr (std::is_same_v<Value, bool>)
      good = number == 0 || number == 1;
    else if constexpr (std::is_enum_v<Value>)
      good = number == std::floor(number) && number >= 0 && number < static_cast<double>(words_of(Value()).size());
    else if constexpr (std::is_integral_v<Value>)
      good = number == std::floor(number) && number >= 0 && number < 1 << 30;
    if (!good) damaged(path_, "'" + name + "' is " + std::to_string(number));
    value = static_cast<Value>(number);
  }

  void sizes(Checkpoint& checkpoint) {
    object_ = file_.dataset("/estimate/object").shape();
    probe_ = file_.dataset("/estimate/probe").shape();
    if (object_.size() != 2 || probe_.size() != 3 || probe_[1] != probe_[2])
      damaged(path_, "object and probe are not of two and three dimensions");
    checkpoint.rows = object_[0];
    checkpoint.cols = object_[1];
    checkpoint.modes = probe_[0];
    checkpoint.probe_size = probe_[1];
  }

  void vector(std::string const& name, CheckpointVector& vector) const {
    vector.object = image(name + "/object", object_);
    vector.probe = image(name + "/probe", probe_);
  }

  [[nodiscard]] std::vector<std::complex<double>> image(std::string const& name, hdf5::Shape const& shape) const {
    auto const dataset = file_.dataset(name);
    if (dataset.shape() != shape) damaged(path_, "'" + name + "' has another shape than the estimate");
    return dataset.read<std::complex<double>>();
  }

  void line(std::string const& name, CheckpointLine& line) const {
    for_each_line_vector(line, [&](char const* which, CheckpointVector& v) { vector(name + which, v); });
    for_each_line_number(line, number_of(name));
  }

  void corrections(std::string const& name, FrameCorrections& corrections) const {
    corrections.longest_step = number(name, "longest_step");
    auto const frames = file_.dataset(name + "/frames");
    if (frames.shape().size() != 2 || frames.shape()[1] != 3)
      damaged(path_, "corrections of frames are not three each");
    auto const values = frames.read<double>();
    for (std::size_t i = 0; i < values.size(); i += 3)
      corrections.frames.push_back({values[i], values[i + 1], values[i + 2]});
    corrections.background = file_.dataset(name + "/background").read<double>();
  }

  void history(std::vector<HistoryRecord>& history) const {
    history.resize(file_.dataset("/history/iteration").size());
    auto const column = [&](std::string const& name) {
      auto values = file_.dataset("/history/" + name).read<double>();
      if (values.size() != history.size()) damaged(path_, "the columns of the history are not of one length");
      return values;
    };
    std::map<std::string, std::vector<double>> columns;
    HistoryRecord const any;
    for_each_record_number(any, [&](char const* name, auto) { columns[name] = column(name); });
    for (std::size_t i = 0; i < history.size(); ++i)
      for_each_record_number(history[i], [&](char const* name, auto& value) { set(value, columns[name][i], name); });
    auto const held_out = column("held_out");
    for (std::size_t i = 0; i < history.size(); ++i)
      if (std::isfinite(held_out[i])) history[i].held_out = held_out[i];
    std::istringstream stages(file_.dataset("/history/stages").text());
    for (std::string stage; std::getline(stages, stage);) {
      auto const seconds = column("seconds_by_stage/" + stage);
      for (std::size_t i = 0; i < history.size(); ++i)
        if (seconds[i] >= 0) history[i].seconds_by_stage[stage] = seconds[i];
    }
  }

  std::string path_;
  hdf5::InputFile file_;
  hdf5::Shape object_;
  hdf5::Shape probe_;
};

}  // namespace

Checkpoint read_checkpoint(std::string const& path, std::string const& key) {
  write::require_seal(path);
  try {
    return Reader(path).read(key);
  } catch (CallError const& error) {
    damaged(path, error.what());
  } catch (std::bad_alloc const&) {
    damaged(path, "it says that it holds more than fits into memory");
  }
}

}  // namespace ptyger::checkpoint
