// SPDX-License-Identifier: Apache-2.0
//
// Memory for the temporaries of generated code.
#ifndef GATEAUX_SUPPORT_BUFFER_HPP
#define GATEAUX_SUPPORT_BUFFER_HPP

#include <Eigen/Core>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

namespace gateaux {

/// Memory for one temporary of the plain Eigen type `M`, of a size that is known at run time only.
///
/// A workspace has one Buffer per temporary. `buffer(rows, cols)` gives an aligned Eigen::Map of
/// that shape. The memory grows when a larger shape is asked for and never shrinks, so a second
/// call with the same or a smaller shape takes nothing from the heap.
///
/// The contents are not initialised, and they are lost when the buffer grows; a Map from an earlier
/// call is then invalid too.
///
/// Copying a Buffer gives an empty one, and assigning to it leaves it as it is: what a workspace
/// holds has no meaning between calls, so copies of a workspace are cheap. Moving takes the memory.
template <typename M>
class Buffer {
public:
  using Scalar = typename M::Scalar;
  using Index = Eigen::Index;
  using Map = Eigen::Map<M, Eigen::AlignedMax>;

  static_assert(std::is_trivially_destructible<Scalar>::value &&
                    std::is_trivially_copyable<Scalar>::value,
                "a Buffer holds plain scalars, because it neither constructs nor destroys them");

  Buffer() noexcept = default;
  Buffer(const Buffer &) noexcept {}
  Buffer(Buffer &&other) noexcept
      : data_(std::exchange(other.data_, nullptr)), capacity_(std::exchange(other.capacity_, 0)) {}
  Buffer &operator=(const Buffer &) noexcept { return *this; }
  Buffer &operator=(Buffer &&other) noexcept {
    std::swap(data_, other.data_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }
  ~Buffer() { release(); }

  /// A map of the shape `rows` x `cols`. Throws std::bad_alloc when there is no memory for it; the
  /// buffer is then empty and can be used again.
  Map operator()(Index rows, Index cols) {
    eigen_assert(rows >= 0 && cols >= 0);
    constexpr Index largest = std::numeric_limits<Index>::max();
    if (cols != 0 && rows > largest / cols)
      Eigen::internal::throw_std_bad_alloc();
    reserve(rows * cols);
    return Map(data_, rows, cols);
  }

  /// A map of `size` entries, for vector types.
  Map operator()(Index size) {
    EIGEN_STATIC_ASSERT_VECTOR_ONLY(M)
    eigen_assert(size >= 0);
    reserve(size);
    return Map(data_, size);
  }

  /// A map of the shape of a type whose size is fixed.
  Map operator()() {
    EIGEN_STATIC_ASSERT_FIXED_SIZE(M)
    reserve(M::SizeAtCompileTime);
    return Map(data_);
  }

  /// The number of entries that fit without a further allocation.
  Index capacity() const noexcept { return capacity_; }

  /// Gives the memory back.
  void release() noexcept {
    Eigen::internal::aligned_free(data_);
    data_ = nullptr;
    capacity_ = 0;
  }

private:
  void reserve(Index size) {
    if (size <= capacity_)
      return;
    grow(size);
  }

  EIGEN_DONT_INLINE void grow(Index size) {
    // The old contents need not survive, so the old memory goes first and the peak stays low.
    release();
    constexpr std::size_t room_to_align = 2 * 128;
    constexpr std::size_t most =
        (std::size_t(std::numeric_limits<std::ptrdiff_t>::max()) - room_to_align) / sizeof(Scalar);
    if (std::size_t(size) > most)
      Eigen::internal::throw_std_bad_alloc();
    data_ =
        static_cast<Scalar *>(Eigen::internal::aligned_malloc(std::size_t(size) * sizeof(Scalar)));
    capacity_ = size;
  }

  Scalar *data_ = nullptr;
  Index capacity_ = 0;
};

} // namespace gateaux

#endif // GATEAUX_SUPPORT_BUFFER_HPP
