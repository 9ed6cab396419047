#include "campaign/messages.hpp"

#include <nlohmann/json.hpp>

namespace ptyger::campaign {

std::string to_text(Request const& request) {
  return nlohmann::json{{"kind", request.kind},         {"projection", request.projection},
                        {"ahead", request.ahead},       {"fraction", request.fraction},
                        {"stopping", request.stopping}, {"by_user", request.by_user},
                        {"text", request.text}}
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Request parse_request(std::string const& text) {
  auto const json = nlohmann::json::parse(text);
  return {json.at("kind"),     json.at("projection"), json.at("ahead"), json.at("fraction"),
          json.at("stopping"), json.at("by_user"),    json.at("text")};
}

std::string to_text(Reply const& reply) {
  return nlohmann::json{{"kind", reply.kind},
                        {"projection", reply.projection},
                        {"failures", reply.failures},
                        {"warm_start", reply.warm_start},
                        {"stop", reply.stop}}
      .dump();
}

Reply parse_reply(std::string const& text) {
  auto const json = nlohmann::json::parse(text);
  return {json.at("kind"), json.at("projection"), json.at("failures"), json.at("warm_start"), json.at("stop")};
}

}  // namespace ptyger::campaign
