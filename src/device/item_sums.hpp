#pragma once

#include "device/device_context.hpp"
#include "device/launch.hpp"

namespace ptyger::device {

/// The sums of a kernel over each column of the items of a launch: the work of a thread of a GPU. One row, D columns.
template <class Kernel, std::size_t K>
struct SumColumns {
  Kernel kernel;
  int rows;          ///< D
  Sums<K>* columns;  ///< [item][col]

  KOKKOS_FUNCTION void operator()(Strip s) const {
    Sums<K> sums;
    for (int row = 0; row < rows; ++row) kernel(Strip{s.item, row, s.col, 1}, sums);
    columns[std::int64_t{s.item} * rows + s.col] = sums;
  }
};

/// Adds up the columns of each item of a launch, in their order. One pixel.
template <class Range, std::size_t K>
struct AddColumns {
  Sums<K> const* columns;  ///< [item][col]
  int size;                ///< D
  Range range;             ///< place of an item in the totals
  Sums<K>* totals;

  KOKKOS_FUNCTION void operator()(Strip s) const {
    Sums<K> sums;
    for (int col = 0; col < size; ++col) sums += columns[std::int64_t{s.item} * size + col];
    totals[range(s.item)] = sums;
  }
};

/// Sums of a kernel over the D x D pixels of each item of a launch, which do not depend on the number of items.
template <class Exec, std::size_t K>
class ItemSums {
 public:
  /// items: largest number of a launch; size: D.
  ItemSums(DeviceContext<Exec> const& device, int items, int size) : device_(device), size_(size) {
    if constexpr (!is_host_device<Exec>)
      columns_ = make_view<Array1<Exec, Sums<K>>>(device, "sums of columns", items * size);
  }

  /// totals[place of item] = sums of kernel(strip, Sums<K>&). range: range(item) in code of the device and
  /// range.on_host(item) are the place of an item. totals: memory of the device.
  template <class Kernel, class Range>
  void sum(char const* label, int items, Kernel const& kernel, Range const& range, Sums<K>* totals) const {
    if constexpr (is_host_device<Exec>) {
      for (int item = 0; item < items; ++item)
        sum_strips(device_.exec, label, Extent{1, size_, size_, item}, kernel, totals + range.on_host(item));
    } else {
      add_strips(device_, "sums of columns", Extent{items, 1, size_},
                 SumColumns<Kernel, K>{kernel, size_, columns_.data()});
      for_each_strip(device_.exec, label, Extent{items, 1, 1},
                     AddColumns<Range, K>{columns_.data(), size_, range, totals});
    }
  }

 private:
  DeviceContext<Exec> const& device_;
  int size_;
  Array1<Exec, Sums<K>> columns_;  ///< [item][col], on a GPU
};

}  // namespace ptyger::device
