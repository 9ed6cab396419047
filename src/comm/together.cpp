#include "comm/together.hpp"
#include "core/exit_code.hpp"

#include <nlohmann/json.hpp>

namespace ptyger::comm {
namespace {

/// Error of a rank.
struct Failure {
  core::ExitCode kind = core::ExitCode::ok;  ///< ok: no error
  std::string text;
};

Failure attempt(std::function<void()> const& work) {
  try {
    work();
    return {};
  } catch (InputError const& error) {
    return {core::ExitCode::bad_input, error.what()};
  } catch (std::exception const& error) {
    return {core::ExitCode::failed, error.what()};
  }
}

}  // namespace

void together(World const& world, std::function<void()> const& work) {
  Failure const failure = attempt(work);
  if (world.largest(static_cast<int>(failure.kind)) == 0) return;
  // The first character of a message is the exit code that belongs to the error of its rank.
  auto const kind_of = [](std::string const& message) { return static_cast<core::ExitCode>(message.front()); };
  for (std::string const& message :
       share(world, std::string(1, static_cast<char>(failure.kind)).append(failure.text))) {
    if (kind_of(message) == core::ExitCode::ok) continue;
    if (kind_of(message) == core::ExitCode::bad_input) throw Agreed<InputError>(message.substr(1));
    throw Agreed<CallError>(message.substr(1));
  }
}

std::vector<std::string> share(World const& world, std::string const& text) {
  // MessagePack, unlike JSON, may hold texts that are not UTF-8, such as file names in messages.
  std::string packed;
  nlohmann::json texts = nlohmann::json::array();
  for (std::string const& one : world.gather(text)) texts.push_back(nlohmann::json::binary({one.begin(), one.end()}));
  nlohmann::json::to_msgpack(texts, packed);
  std::vector<std::string> all;
  for (auto const& one : nlohmann::json::from_msgpack(world.broadcast(std::move(packed))))
    all.emplace_back(one.get_binary().begin(), one.get_binary().end());
  return all;
}

}  // namespace ptyger::comm
