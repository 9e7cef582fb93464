// SPDX-License-Identifier: Apache-2.0
//
// What a generated objective keeps of the arguments that it is constructed from.
#ifndef GATEAUX_SUPPORT_HELD_HPP
#define GATEAUX_SUPPORT_HELD_HPP

#include <Eigen/Core>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace gateaux {

/// An argument of type T that a function takes by const reference: an lvalue is held by reference
/// and must outlive the holder, a temporary (or an expression that converts to T) is kept.
template <typename T>
class Held {
public:
  Held(const T &x) : reference_(&x) {}
  Held(T &&x) : kept_(std::move(x)) {}
  template <typename X, typename = std::enable_if_t<!std::is_same<std::decay_t<X>, T>::value &&
                                                    !std::is_same<std::decay_t<X>, Held>::value &&
                                                    std::is_convertible<X &&, T>::value>>
  Held(X &&x) : kept_(T(std::forward<X>(x))) {}

  const T &get() const { return kept_ ? *kept_ : *reference_; }

private:
  const T *reference_ = nullptr;
  std::optional<T> kept_;
};

/// The same for an Eigen::Ref to a constant: it is bound to an lvalue without a copy where Eigen
/// can do that.
template <typename M, int Options, typename Stride>
class Held<Eigen::Ref<const M, Options, Stride>> {
  using View = Eigen::Ref<const M, Options, Stride>;

public:
  template <typename Derived>
  Held(const Eigen::DenseBase<Derived> &x) : view_(x.derived()) {}
  Held(M &&x) : kept_(std::move(x)), view_(kept_) {}
  Held(const Held &other) : kept_(other.kept_), view_(kept_.size() ? View(kept_) : other.view_) {}
  Held &operator=(const Held &other) {
    if (this != &other) {
      kept_ = other.kept_;
      rebind(kept_.size() ? View(kept_) : View(other.view_));
    }
    return *this;
  }

  const View &get() const { return view_; }

private:
  /// A Ref cannot be assigned: it is destroyed and made anew.
  void rebind(const View &view) {
    view_.~View();
    new (&view_) View(view);
  }

  M kept_;
  View view_;
};

/// Throws std::invalid_argument where a vector has not the length that is needed; the message names
/// the member function of the class, the vector and both lengths.
inline void require_length(const char* of_class, const char* function, const char* vector,
                           Eigen::Index length, Eigen::Index needed) {
  if (length != needed)
    throw std::invalid_argument(std::string(of_class) + "::" + function + ": " + vector +
                                " has length " + std::to_string(length) + ", but " +
                                std::to_string(needed) + " is needed");
}

} // namespace gateaux

#endif // GATEAUX_SUPPORT_HELD_HPP
