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

/// Throws InputError for a file whose contents are not a checkpoint. what: the defect.
[[noreturn]] void throw_damaged(std::string const& path, std::string const& what) {
  throw InputError(path + ": this checkpoint is damaged: " + what + ". Remove it and begin again without it.");
}

/// Words that quote the first line in which two keys differ.
std::string first_difference(std::string const& found, std::string const& expected) {
  std::istringstream texts[] = {std::istringstream(found), std::istringstream(expected)};
  std::string lines[2];
  auto const read_line = [&](std::size_t text) {
    if (!std::getline(texts[text], lines[text])) lines[text] = "nothing more";
    return !texts[text].fail();
  };
  for (bool more = true; more && lines[0] == lines[1];) {
    bool const first = read_line(0);
    more = read_line(1) || first;
  }
  return "it has '" + lines[0] + "' where this run has '" + lines[1] + "'";
}

/// Fills the parts that visit_checkpoint() names.
class Reader {
 public:
  explicit Reader(std::string const& path) : path_(path), file_(path) {}

  /// As difference_of_keys().
  [[nodiscard]] std::string difference(std::string const& key) const {
    if (file_.text_attribute("/", "format") != format_name)
      throw InputError(path_ + ": this is no checkpoint of PtyGer. Remove it, or name another.");
    if (attribute("/", "version") != format_version)
      throw InputError(path_ + ": this checkpoint is of another version of PtyGer. Remove it and begin again.");
    auto const found = file_.dataset("/key").text();
    return found == key ? std::string() : first_difference(found, key);
  }

  Checkpoint read(std::string const& key) {
    if (auto const other = difference(key); !other.empty())
      throw InputError(path_ + ": this checkpoint belongs to another run: " + other +
                       ". Give the options and inputs it was made with, or remove it.");
    Checkpoint checkpoint;
    read_sizes(checkpoint);
    visit_checkpoint(*this, checkpoint);
    return checkpoint;
  }

  /// Refuses a number that the type of `value` cannot hold.
  template <class Value>
  void number(std::string const& object, std::string const& name, Value& value) const {
    assign(value, attribute(object, name), name);
  }

  void seed(std::string const& name, std::uint64_t& value) const {
    auto const seed = file_.dataset(name).read<std::uint64_t>();
    if (seed.size() != 1) throw_damaged(path_, "it has no seed");
    value = seed.front();
  }

  void mask(std::string const& name, std::vector<std::uint8_t>& pixels) const {
    pixels = file_.dataset(name).read<std::uint8_t>();
  }

  void vector(std::string const& name, CheckpointVector& vector) const {
    vector.object = image(name + "/object", object_shape_);
    vector.probe = image(name + "/probe", probe_shape_);
  }

  void optional_vector(std::string const& name, CheckpointVector& values) const {
    if (file_.exists(name)) vector(name, values);
  }

  void corrections(std::string const& name, FrameCorrections& corrections) const {
    number(name, "longest_step", corrections.longest_step);
    auto const frames = file_.dataset(name + "/frames");
    if (frames.shape().size() != 2 || frames.shape()[1] != 3)
      throw_damaged(path_, "corrections of frames are not three each");
    auto const values = frames.read<double>();
    for (std::size_t i = 0; i < values.size(); i += 3)
      corrections.frames.push_back({values[i], values[i + 1], values[i + 2]});
    corrections.background = file_.dataset(name + "/background").read<double>();
    corrections.variation = file_.dataset(name + "/variation").read<std::complex<double>>();
  }

  void sequences(std::vector<CheckpointSequence>& sequences) const {
    for (std::size_t i = 0; i < most_sequences && file_.exists(sequence_group(i)); ++i)
      visit_sequence(*this, sequence_group(i), sequences.emplace_back());
  }

  void history(std::vector<HistoryRecord>& history) const {
    history.resize(file_.dataset("/history/iteration").size());
    auto const column = [&](std::string const& name) {
      auto values = file_.dataset("/history/" + name).read<double>();
      if (values.size() != history.size()) throw_damaged(path_, "the columns of the history are not of one length");
      return values;
    };
    std::map<std::string, std::vector<double>> columns;
    HistoryRecord const sample;
    visit_record(sample, [&](char const* name, auto) { columns[name] = column(name); });
    for (std::size_t i = 0; i < history.size(); ++i)
      visit_record(history[i], [&](char const* name, auto& value) { assign(value, columns[name][i], name); });
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

 private:
  [[nodiscard]] double attribute(std::string const& object, std::string const& name) const {
    auto const found = file_.number_attribute(object, name);
    if (!found) throw_damaged(path_, "the attribute '" + name + "' of '" + object + "' is missing");
    return *found;
  }

  /// Sets `value`; refuses a number that its type cannot hold.
  template <class Value>
  void assign(Value& value, double number, std::string const& name) const {
    bool valid = true;
    if constexpr (std::is_same_v<Value, bool>)
      valid = number == 0 || number == 1;
    else if constexpr (std::is_enum_v<Value>)
      valid = number == std::floor(number) && number >= 0 && number < static_cast<double>(words_of(Value()).size());
    else if constexpr (std::is_integral_v<Value>)
      valid = number == std::floor(number) && number >= 0 && number < 1 << 30;
    if (!valid) throw_damaged(path_, "'" + name + "' is " + std::to_string(number));
    value = static_cast<Value>(number);
  }

  /// The shapes of the estimate, which all vectors must have.
  void read_sizes(Checkpoint& checkpoint) {
    object_shape_ = file_.dataset("/estimate/object").shape();
    probe_shape_ = file_.dataset("/estimate/probe").shape();
    if (object_shape_.size() != 2 || probe_shape_.size() != 3 || probe_shape_[1] != probe_shape_[2])
      throw_damaged(path_, "object and probe are not of two and three dimensions");
    checkpoint.rows = object_shape_[0];
    checkpoint.cols = object_shape_[1];
    number("/", "variation", checkpoint.variation);
    if (checkpoint.variation > probe_shape_[0]) throw_damaged(path_, "it has no probe besides the variation probes");
    checkpoint.modes = probe_shape_[0] - checkpoint.variation;
    checkpoint.probe_size = probe_shape_[1];
  }

  [[nodiscard]] std::vector<std::complex<double>> image(std::string const& name, hdf5::Shape const& shape) const {
    auto const dataset = file_.dataset(name);
    if (dataset.shape() != shape) throw_damaged(path_, "'" + name + "' has another shape than the estimate");
    return dataset.read<std::complex<double>>();
  }

  std::string path_;
  hdf5::InputFile file_;
  hdf5::Shape object_shape_;  ///< rows, columns
  hdf5::Shape probe_shape_;   ///< modes and variation probes, rows, columns
};

/// What `read` returns for the file, whose defects become InputErrors.
template <class Read>
auto read_sealed(std::string const& path, Read const& read) {
  write::require_seal(path);
  try {
    Reader reader(path);
    return read(reader);
  } catch (CallError const& error) {
    throw_damaged(path, error.what());
  } catch (std::bad_alloc const&) {
    throw_damaged(path, "it says that it holds more than fits into memory");
  }
}

}  // namespace

std::string difference_of_keys(std::string const& path, std::string const& key) {
  return read_sealed(path, [&](Reader const& reader) { return reader.difference(key); });
}

Checkpoint read_checkpoint(std::string const& path, std::string const& key) {
  return read_sealed(path, [&](Reader& reader) { return reader.read(key); });
}

}  // namespace ptyger::checkpoint
