#include "model/transform_count.hpp"

#include <gtest/gtest.h>

namespace ptyger {
namespace {

TEST(TransformCount, PassesAreOfAllDevicesUntilTheLastReduction) {
  model::TransformCount count(10, 2);
  count += 30;
  count += 10;
  EXPECT_EQ(count.device_images(), 40);
  EXPECT_EQ(count.contribution(), 40);
  EXPECT_EQ(count.passes(), 0);
  count.set_total(100);
  EXPECT_EQ(count.passes(), 5);
}

TEST(TransformCount, EvaluationOfTheEstimateIsCountedApart) {
  model::TransformCount count(10, 2);
  count.set_total(100);
  count.begin_evaluation();
  count.set_total(140);
  count.end_evaluation();
  EXPECT_EQ(count.passes_to_estimate(), 5);
  EXPECT_EQ(count.passes(), 7);
  EXPECT_EQ(count.images_without_evaluation(), 100);
  count.set_total(180);  // a line search that finds no step
  EXPECT_EQ(count.passes_to_estimate(), 5);
  EXPECT_EQ(count.images_without_evaluation(), 140);
}

TEST(TransformCount, OnlyDeviceZeroAddsAnEarlierRun) {
  model::TransformCount root(10, 2);
  model::TransformCount other(10, 2);
  root.resume(100, true);
  other.resume(100, false);
  root += 20;
  other += 20;
  EXPECT_EQ(root.contribution() + other.contribution(), 140);
  EXPECT_EQ(other.passes(), 5);
}

}  // namespace
}  // namespace ptyger
