#include "campaign/record.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "ptyger/error.hpp"

namespace ptyger::campaign {

std::string to_text(Record const& record) {
  nlohmann::ordered_json json{{"name", record.name},
                              {"done", record.done},
                              {"reason", record.reason},
                              {"attempts", record.attempts},
                              {"frames", record.frames},
                              {"iterations", record.iterations},
                              {"nrmse", record.nrmse},
                              {"r_factor", record.r_factor},
                              {"seconds_reading", record.seconds_reading},
                              {"seconds_solving", record.seconds_solving},
                              {"resumed_after", record.resumed_after},
                              {"warm_start", record.warm_start},
                              {"rank", record.rank},
                              {"host", record.host},
                              {"job", record.job},
                              {"finished", record.finished},
                              {"inputs", record.inputs},
                              {"key", record.key}};
  if (record.angle_deg) json["angle_deg"] = *record.angle_deg;
  if (!record.halves_resolution.empty()) json["halves_resolution"] = record.halves_resolution;
  // A reason may quote a file name whose bytes are not UTF-8.
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::vector<std::string> stamps(std::vector<std::string> const& files) {
  std::vector<std::string> result;
  for (auto const& file : files) {
    std::error_code none;
    auto const size = std::filesystem::file_size(file, none);
    result.push_back(fmt::format("{}, {} bytes", std::filesystem::absolute(file).lexically_normal().string(),
                                 none ? std::string("no") : std::to_string(size)));
  }
  return result;
}

Record parse_record(std::string const& text, std::string const& file) try {
  auto const json = nlohmann::json::parse(text);
  Record record;
  json.at("name").get_to(record.name);
  json.at("done").get_to(record.done);
  json.at("reason").get_to(record.reason);
  json.at("attempts").get_to(record.attempts);
  json.at("frames").get_to(record.frames);
  json.at("iterations").get_to(record.iterations);
  json.at("nrmse").get_to(record.nrmse);
  json.at("r_factor").get_to(record.r_factor);
  json.at("seconds_reading").get_to(record.seconds_reading);
  json.at("seconds_solving").get_to(record.seconds_solving);
  json.at("resumed_after").get_to(record.resumed_after);
  json.at("warm_start").get_to(record.warm_start);
  json.at("rank").get_to(record.rank);
  json.at("host").get_to(record.host);
  json.at("job").get_to(record.job);
  json.at("finished").get_to(record.finished);
  json.at("inputs").get_to(record.inputs);
  json.at("key").get_to(record.key);
  if (json.contains("angle_deg")) record.angle_deg = json["angle_deg"].get<double>();
  record.halves_resolution = json.value("halves_resolution", "");
  return record;
} catch (nlohmann::json::exception const& error) {
  throw InputError(file + ": is not the record of a projection: " + error.what() +
                   ". Remove it, and the projection is reconstructed again.");
}

}  // namespace ptyger::campaign
