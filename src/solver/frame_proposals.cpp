#include "solver/frame_proposals.hpp"

namespace ptyger::solver {

FrameProposals::FrameProposals(std::span<model::Tile const> tiles, int device, std::size_t variation)
    : variation_(variation), values_of_frame_(4 + 2 * variation) {
  for (auto const& tile : tiles) {
    if (static_cast<int>(value_counts_.size()) == device) {
      first_place_ = order_.size();
      own_frames_ = tile.own.size();
    }
    order_.insert(order_.end(), tile.own.begin(), tile.own.end());
    value_counts_.push_back(values_of_frame_ * tile.own.size());
  }
  frames.resize(order_.size());
  objectives.resize(order_.size());
  shares.resize(variation * order_.size());
  values_.resize(values_of_frame_ * order_.size());
}

void FrameProposals::pack() {
  for (std::size_t place = first_place_; place < first_place_ + own_frames_; ++place) {
    auto const frame = static_cast<std::size_t>(order_[place]);
    auto* const values = values_.data() + values_of_frame_ * place;
    values[0] = frames[frame].row;
    values[1] = frames[frame].col;
    values[2] = frames[frame].log_brightness;
    values[3] = objectives[frame];
    for (std::size_t k = 0; k < variation_; ++k) {
      auto const share = shares[frame * variation_ + k];
      values[4 + 2 * k] = share.real();
      values[5 + 2 * k] = share.imag();
    }
  }
}

void FrameProposals::unpack() {
  for (std::size_t place = 0; place < order_.size(); ++place) {
    auto const frame = static_cast<std::size_t>(order_[place]);
    auto const* const values = values_.data() + values_of_frame_ * place;
    frames[frame] = {values[0], values[1], values[2]};
    objectives[frame] = values[3];
    for (std::size_t k = 0; k < variation_; ++k)
      shares[frame * variation_ + k] = {values[4 + 2 * k], values[5 + 2 * k]};
  }
}

}  // namespace ptyger::solver
