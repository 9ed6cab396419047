#include "solver/frame_proposals.hpp"

namespace ptyger::solver {

FrameProposals::FrameProposals(std::span<model::Tile const> tiles, int device) {
  for (auto const& tile : tiles) {
    if (static_cast<int>(value_counts_.size()) == device) {
      first_place_ = order_.size();
      own_frames_ = tile.own.size();
    }
    order_.insert(order_.end(), tile.own.begin(), tile.own.end());
    value_counts_.push_back(values_of_frame * tile.own.size());
  }
  frames.resize(order_.size());
  objectives.resize(order_.size());
  values_.resize(values_of_frame * order_.size());
}

void FrameProposals::pack() {
  for (std::size_t place = first_place_; place < first_place_ + own_frames_; ++place) {
    auto const frame = static_cast<std::size_t>(order_[place]);
    auto* const values = values_.data() + values_of_frame * place;
    values[0] = frames[frame].row;
    values[1] = frames[frame].col;
    values[2] = frames[frame].log_brightness;
    values[3] = objectives[frame];
  }
}

void FrameProposals::unpack() {
  for (std::size_t place = 0; place < order_.size(); ++place) {
    auto const frame = static_cast<std::size_t>(order_[place]);
    auto const* const values = values_.data() + values_of_frame * place;
    frames[frame] = {values[0], values[1], values[2]};
    objectives[frame] = values[3];
  }
}

}  // namespace ptyger::solver
