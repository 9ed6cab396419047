#include <limits>
#include <map>
#include <set>

#include "checkpoint/checkpoint_file.hpp"
#include "checkpoint/layout.hpp"
#include "hdf5/output_file.hpp"
#include "write/complex_dataset.hpp"
#include "write/pending_file.hpp"
#include "write/sealed_file.hpp"

namespace ptyger::checkpoint {
namespace {

/// Writes the parts that visit_checkpoint() names.
class Writer {
 public:
  Writer(hdf5::OutputFile& file, Checkpoint const& checkpoint, Precision precision)
      : file_(file), checkpoint_(checkpoint), precision_(precision) {}

  void write(std::string const& key) {
    file_.attribute("/", "format", format_name);
    file_.attribute("/", "version", format_version);
    file_.text("/key", key);
    visit_checkpoint(*this, checkpoint_);
  }

  template <class Value>
  void number(std::string const& object, std::string const& name, Value value) {
    file_.attribute(object, name, static_cast<double>(value));
  }

  void seed(std::string const& name, std::uint64_t value) { file_.scalar(name, value); }

  void mask(std::string const& name, std::vector<std::uint8_t> const& pixels) {
    file_.dataset(name, {pixels.size()}, pixels);
  }

  void vector(std::string const& name, CheckpointVector const& vector) {
    auto const& c = checkpoint_;
    write::write_complex(file_, name + "/object", {c.rows, c.cols}, vector.object, precision_);
    write::write_complex(file_, name + "/probe", {c.modes + c.variation, c.probe_size, c.probe_size}, vector.probe,
                         precision_);
  }

  void optional_vector(std::string const& name, CheckpointVector const& values) {
    if (!values.object.empty()) vector(name, values);
  }

  void corrections(std::string const& name, FrameCorrections const& corrections) {
    auto const& [frames, background, longest_step, variation] = corrections;
    std::vector<double> values;
    for (auto const& frame : frames) values.insert(values.end(), {frame.row, frame.col, frame.log_brightness});
    file_.group(name);
    file_.attribute(name, "longest_step", longest_step);
    file_.dataset(name + "/frames", {frames.size(), 3}, values);
    file_.dataset(name + "/background", {background.size()}, background);
    write::write_complex(file_, name + "/variation", {variation.size()}, variation, Precision::full);
  }

  void sequences(std::vector<CheckpointSequence> const& sequences) {
    for (std::size_t i = 0; i < sequences.size(); ++i) visit_sequence(*this, sequence_group(i), sequences[i]);
  }

  void history(std::vector<HistoryRecord> const& records) {
    std::map<std::string, std::vector<double>> columns{{"held_out", {}}};
    HistoryRecord const sample;
    visit_record(sample, [&](char const* name, auto) { columns[name]; });
    std::set<std::string> stages;
    for (auto const& record : records) {
      visit_record(record, [&](char const* name, auto value) { columns[name].push_back(static_cast<double>(value)); });
      columns["held_out"].push_back(record.held_out.value_or(std::numeric_limits<double>::quiet_NaN()));
      for (auto const& stage : record.seconds_by_stage) stages.insert(stage.first);
    }
    for (auto const& stage : stages)
      for (auto const& record : records) {
        auto const found = record.seconds_by_stage.find(stage);
        columns["seconds_by_stage/" + stage].push_back(found == record.seconds_by_stage.end() ? -1 : found->second);
      }
    file_.group("/history/seconds_by_stage");
    for (auto const& [name, values] : columns) file_.dataset("/history/" + name, {values.size()}, values);
    std::string names;
    for (auto const& stage : stages) names += stage + '\n';
    file_.text("/history/stages", names);
  }

 private:
  hdf5::OutputFile& file_;
  Checkpoint const& checkpoint_;
  Precision precision_;
};

}  // namespace

void write_checkpoint(std::string const& path, Checkpoint const& checkpoint, std::string const& key,
                      Precision precision) {
  write::PendingFile pending(path, true);
  hdf5::OutputFile file(pending.temporary(), path);
  Writer(file, checkpoint, precision).write(key);
  file.close();
  write::seal(pending.temporary(), path);
  pending.commit();
}

}  // namespace ptyger::checkpoint
