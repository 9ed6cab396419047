#include "tests/gpu/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace ptyger::gpu_checks {
namespace {

using Json = nlohmann::ordered_json;
using State = Outcome::State;

std::ptrdiff_t number_of(std::vector<Result> const& results, State state) {
  return std::count_if(results.begin(), results.end(), [&](auto const& r) { return r.outcome.state == state; });
}

/// What `kernel_speed` printed; null when it did not run.
Json speed_of(std::vector<Result> const& results) {
  for (auto const& result : results)
    if (result.check.program == Program::benchmark && result.outcome.state == State::passed)
      if (auto json = Json::parse(result.output, nullptr, false); json.is_object()) return json;
  return nullptr;
}

std::string kernel_line(Json const& kernel) {
  auto line = fmt::format("{:<34}{:>9.4g}", kernel.value("kernel", ""), kernel.value("microseconds", 0.0));
  if (kernel.value("bytes", 0.0) > 0)
    line += fmt::format("{:>12.3e}{:>9.4g}{:>8.0f} %", kernel.value("bytes", 0.0), kernel.value("GB_per_s", 0.0),
                        100 * kernel.value("share_of_bandwidth", 0.0));
  return line + "\n";
}

}  // namespace

std::string line_of(Result const& result) {
  return fmt::format("{:<16}{:<9}{:>7.1f} s  {}", result.check.name, to_word(result.outcome.state), result.seconds,
                     result.outcome.remark.empty() ? result.check.what : result.outcome.remark);
}

std::string summary(std::vector<Result> const& results) {
  std::string text;
  if (auto const speed = speed_of(results); speed.is_object())
    for (auto const& run : speed.value("runs", Json::array())) {
      text += fmt::format("\n{}\n{:<34}{:>9}{:>12}{:>9}{:>10}\n", run.value("run", ""), "kernel", "us", "bytes", "GB/s",
                          "of memory");
      for (auto const& kernel : run.value("kernels", Json::array())) text += kernel_line(kernel);
    }
  return text + fmt::format("\n{} passed, {} failed, {} skipped\n", number_of(results, State::passed),
                            number_of(results, State::failed), number_of(results, State::skipped));
}

std::string to_json(std::vector<Result> const& results, std::string const& devices) {
  Json json;
  json["devices"] = Json::parse(devices, nullptr, false);
  if (json["devices"].is_discarded()) json["devices"] = nullptr;
  json["checks"] = Json::array();
  for (auto const& result : results)
    json["checks"].push_back({{"name", result.check.name},
                              {"what", result.check.what},
                              {"outcome", to_word(result.outcome.state)},
                              {"remark", result.outcome.remark},
                              {"seconds", result.seconds}});
  json["speed"] = speed_of(results);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

int exit_code_of(std::vector<Result> const& results, int gpus) {
  if (number_of(results, State::failed) > 0) return 1;
  constexpr int skipped = 77;
  return gpus == 0 ? skipped : 0;
}

}  // namespace ptyger::gpu_checks
