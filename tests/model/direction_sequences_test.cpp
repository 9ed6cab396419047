#include "model/direction_sequences.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace ptyger {
namespace {

using model::DirectionSequences;
using model::Moves;
using testing::ElementsAre;

std::vector<Moves> moves_of(Scheme scheme, bool recover_probe) {
  DirectionSequences const sequences(scheme, recover_probe);
  auto const moves = sequences.moves();
  return {moves.begin(), moves.end()};
}

TEST(DirectionSequences, OneMovesObjectAndProbeTogether) {
  EXPECT_THAT(moves_of(Scheme::joint, true), ElementsAre(Moves{true, true}));
  EXPECT_TRUE(DirectionSequences(Scheme::joint, true).joint());
}

TEST(DirectionSequences, TwoMoveObjectAndProbeInTurn) {
  EXPECT_THAT(moves_of(Scheme::alternating, true), ElementsAre(Moves{true, false}, Moves{false, true}));
  EXPECT_FALSE(DirectionSequences(Scheme::alternating, true).joint());
}

TEST(DirectionSequences, OnlyTheObjectMovesWhenTheProbeIsKept) {
  for (auto const scheme : {Scheme::joint, Scheme::alternating}) {
    EXPECT_THAT(moves_of(scheme, false), ElementsAre(Moves{true, false}));
    EXPECT_FALSE(DirectionSequences(scheme, false).joint());
  }
}

}  // namespace
}  // namespace ptyger
