// SPDX-License-Identifier: Apache-2.0
//
// Convolution and pooling of images.
//
// A batch of images is a matrix with one channel in each row and one pixel in each column: the
// pixels of the first image column by column (row by row within a column of pixels), then those of
// the second, and so on; channels x (height * width * images). What a convolution returns has the
// same form, so that activations, batch normalisation and further convolutions follow without
// rearranging anything. flatten() makes one column of each image for a dense layer.
//
// The rearrangements are linear and bring their derivatives along; the arithmetic is a product of
// matrices.
#ifndef GATEAUX_NN_IMAGES_HPP
#define GATEAUX_NN_IMAGES_HPP

#include <Eigen/Core>

#include "gateaux/gateaux.hpp"
#include "gateaux/support.hpp"

namespace gateaux {
namespace nn {

/// The number of places of a window of `size` pixels along `extent` pixels with so many rows of
/// zeros on both sides.
inline Eigen::Index window_count(Eigen::Index extent, Eigen::Index size, Eigen::Index stride,
                                 Eigen::Index padding) {
  eigen_assert(size > 0 && stride > 0 && padding >= 0 && extent + 2 * padding >= size);
  return (extent + 2 * padding - size) / stride + 1;
}

namespace internal {

// What the functions below compute, for them and for their derivatives.

inline Eigen::MatrixXd patches_of(const Eigen::MatrixXd &X, Eigen::Index height, Eigen::Index width,
                                  Eigen::Index size, Eigen::Index stride, Eigen::Index padding) {
  eigen_assert(height > 0 && width > 0 && X.cols() % (height * width) == 0);
  const Eigen::Index channels = X.rows();
  const Eigen::Index images = X.cols() / (height * width);
  const Eigen::Index down = window_count(height, size, stride, padding);
  const Eigen::Index right = window_count(width, size, stride, padding);
  Eigen::MatrixXd P = Eigen::MatrixXd::Zero(channels * size * size, down * right * images);
  for (Eigen::Index image = 0; image < images; ++image) {
    for (Eigen::Index place = 0; place < down * right; ++place) {
      const Eigen::Index top = place % down * stride - padding;
      const Eigen::Index left = place / down * stride - padding;
      for (Eigen::Index k = 0; k < size * size; ++k) {
        const Eigen::Index i = top + k % size;
        const Eigen::Index j = left + k / size;
        if (i >= 0 && i < height && j >= 0 && j < width) {
          P.block(channels * k, place + down * right * image, channels, 1) =
              X.block(0, i + height * (j + width * image), channels, 1);
        }
      }
    }
  }
  return P;
}

inline Eigen::MatrixXd average_pool_of(const Eigen::MatrixXd &X, Eigen::Index height,
                                       Eigen::Index width, Eigen::Index size) {
  const Eigen::Index channels = X.rows();
  const Eigen::Index images = X.cols() / (height * width);
  const Eigen::Index down = window_count(height, size, size, 0);
  const Eigen::Index right = window_count(width, size, size, 0);
  Eigen::MatrixXd Y = Eigen::MatrixXd::Zero(channels, down * right * images);
  for (Eigen::Index image = 0; image < images; ++image) {
    for (Eigen::Index place = 0; place < down * right; ++place) {
      const Eigen::Index corner =
          place % down * size + height * (place / down * size + width * image);
      for (Eigen::Index k = 0; k < size * size; ++k) {
        Y.block(0, place + down * right * image, channels, 1) +=
            X.block(0, corner + k % size + height * (k / size), channels, 1);
      }
    }
  }
  Y /= double(size * size);
  return Y;
}

inline Eigen::MatrixXd flatten_of(const Eigen::MatrixXd &X, Eigen::Index pixels) {
  eigen_assert(pixels > 0 && X.cols() % pixels == 0);
  const Eigen::Index channels = X.rows();
  const Eigen::Index images = X.cols() / pixels;
  Eigen::MatrixXd Y = Eigen::MatrixXd::Zero(channels * pixels, images);
  for (Eigen::Index j = 0; j < X.cols(); ++j)
    Y.block(channels * (j % pixels), j / pixels, channels, 1) = X.block(0, j, channels, 1);
  return Y;
}

} // namespace internal

/// Below each other the pixels that a window of size x size sees, one column for each place of the
/// window: (channels * size * size) x (places * images), zeros outside the image. Within a column
/// the channel changes fastest, then the row, then the column of the window.
///
/// X: channels x (height * width * images).
GATEAUX_PROVIDED(wrt(X), tangent, adjoint)
inline Eigen::MatrixXd patches(const Eigen::MatrixXd &X, Eigen::Index height, Eigen::Index width,
                               Eigen::Index size, Eigen::Index stride, Eigen::Index padding) {
  return internal::patches_of(X, height, width, size, stride, padding);
}

/// The tangent of patches(), which is linear in X.
inline Eigen::MatrixXd patches_tangent(const Eigen::MatrixXd &X, Eigen::Index height,
                                       Eigen::Index width, Eigen::Index size, Eigen::Index stride,
                                       Eigen::Index padding, const Eigen::MatrixXd &X_dot,
                                       Eigen::MatrixXd &patches_dot) {
  patches_dot = internal::patches_of(X_dot, height, width, size, stride, padding);
  return internal::patches_of(X, height, width, size, stride, padding);
}

/// The adjoint of patches(): each pixel gets the sum of what came of it.
inline Eigen::MatrixXd patches_adjoint(const Eigen::MatrixXd &X, Eigen::Index height,
                                       Eigen::Index width, Eigen::Index size, Eigen::Index stride,
                                       Eigen::Index padding, const Eigen::MatrixXd &patches_bar,
                                       Eigen::MatrixXd &X_bar) {
  const Eigen::Index channels = X.rows();
  const Eigen::Index images = X.cols() / (height * width);
  const Eigen::Index down = window_count(height, size, stride, padding);
  const Eigen::Index right = window_count(width, size, stride, padding);
  gateaux::sized(X_bar, X.rows(), X.cols());
  for (Eigen::Index image = 0; image < images; ++image) {
    for (Eigen::Index place = 0; place < down * right; ++place) {
      const Eigen::Index top = place % down * stride - padding;
      const Eigen::Index left = place / down * stride - padding;
      for (Eigen::Index k = 0; k < size * size; ++k) {
        const Eigen::Index i = top + k % size;
        const Eigen::Index j = left + k / size;
        if (i >= 0 && i < height && j >= 0 && j < width) {
          X_bar.block(0, i + height * (j + width * image), channels, 1) +=
              patches_bar.block(channels * k, place + down * right * image, channels, 1);
        }
      }
    }
  }
  return internal::patches_of(X, height, width, size, stride, padding);
}

/// Convolution with square kernels: out x (places * images), the kernels of W moved over the images
/// and b added to each channel.
///
/// X: channels x (height * width * images), W: out x (channels * size * size), a kernel in each row
/// in the order of patches(), b: out.
inline Eigen::MatrixXd conv2d(const Eigen::MatrixXd &X, const Eigen::MatrixXd &W,
                              const Eigen::VectorXd &b, Eigen::Index height, Eigen::Index width,
                              Eigen::Index size, Eigen::Index stride, Eigen::Index padding) {
  const Eigen::MatrixXd P = patches(X, height, width, size, stride, padding);
  return (W * P).colwise() + b;
}

/// The largest of each size x size pixels, which do not overlap: channels x (places * images). Rows
/// and columns of pixels that fill no window are left out.
///
/// The derivative goes to the first of the largest pixels, column by column.
GATEAUX_PROVIDED(wrt(X), tangent, adjoint)
inline Eigen::MatrixXd max_pool(const Eigen::MatrixXd &X, Eigen::Index height, Eigen::Index width,
                                Eigen::Index size) {
  const Eigen::Index channels = X.rows();
  const Eigen::Index images = X.cols() / (height * width);
  const Eigen::Index down = window_count(height, size, size, 0);
  const Eigen::Index right = window_count(width, size, size, 0);
  Eigen::MatrixXd Y = Eigen::MatrixXd::Zero(channels, down * right * images);
  for (Eigen::Index image = 0; image < images; ++image) {
    for (Eigen::Index place = 0; place < down * right; ++place) {
      const Eigen::Index corner =
          place % down * size + height * (place / down * size + width * image);
      for (Eigen::Index c = 0; c < channels; ++c) {
        double largest = X(c, corner);
        for (Eigen::Index k = 1; k < size * size; ++k) {
          const double pixel = X(c, corner + k % size + height * (k / size));
          largest = pixel > largest ? pixel : largest;
        }
        Y(c, place + down * right * image) = largest;
      }
    }
  }
  return Y;
}

/// The tangent of max_pool(): that of the pixel that was chosen.
inline Eigen::MatrixXd max_pool_tangent(const Eigen::MatrixXd &X, Eigen::Index height,
                                        Eigen::Index width, Eigen::Index size,
                                        const Eigen::MatrixXd &X_dot,
                                        Eigen::MatrixXd &max_pool_dot) {
  const Eigen::Index channels = X.rows();
  const Eigen::Index images = X.cols() / (height * width);
  const Eigen::Index down = window_count(height, size, size, 0);
  const Eigen::Index right = window_count(width, size, size, 0);
  Eigen::MatrixXd Y = Eigen::MatrixXd::Zero(channels, down * right * images);
  max_pool_dot = Y;
  for (Eigen::Index image = 0; image < images; ++image) {
    for (Eigen::Index place = 0; place < down * right; ++place) {
      const Eigen::Index corner =
          place % down * size + height * (place / down * size + width * image);
      for (Eigen::Index c = 0; c < channels; ++c) {
        Eigen::Index chosen = corner;
        for (Eigen::Index k = 1; k < size * size; ++k) {
          const Eigen::Index pixel = corner + k % size + height * (k / size);
          chosen = X(c, pixel) > X(c, chosen) ? pixel : chosen;
        }
        Y(c, place + down * right * image) = X(c, chosen);
        max_pool_dot(c, place + down * right * image) = X_dot(c, chosen);
      }
    }
  }
  return Y;
}

/// The adjoint of max_pool(): what comes back goes to the pixel that was chosen.
inline Eigen::MatrixXd max_pool_adjoint(const Eigen::MatrixXd &X, Eigen::Index height,
                                        Eigen::Index width, Eigen::Index size,
                                        const Eigen::MatrixXd &max_pool_bar,
                                        Eigen::MatrixXd &X_bar) {
  const Eigen::Index channels = X.rows();
  const Eigen::Index images = X.cols() / (height * width);
  const Eigen::Index down = window_count(height, size, size, 0);
  const Eigen::Index right = window_count(width, size, size, 0);
  Eigen::MatrixXd Y = Eigen::MatrixXd::Zero(channels, down * right * images);
  gateaux::sized(X_bar, X.rows(), X.cols());
  for (Eigen::Index image = 0; image < images; ++image) {
    for (Eigen::Index place = 0; place < down * right; ++place) {
      const Eigen::Index corner =
          place % down * size + height * (place / down * size + width * image);
      for (Eigen::Index c = 0; c < channels; ++c) {
        Eigen::Index chosen = corner;
        for (Eigen::Index k = 1; k < size * size; ++k) {
          const Eigen::Index pixel = corner + k % size + height * (k / size);
          chosen = X(c, pixel) > X(c, chosen) ? pixel : chosen;
        }
        Y(c, place + down * right * image) = X(c, chosen);
        X_bar(c, chosen) += max_pool_bar(c, place + down * right * image);
      }
    }
  }
  return Y;
}

/// The mean of each size x size pixels, which do not overlap: channels x (places * images).
GATEAUX_PROVIDED(wrt(X), tangent, adjoint)
inline Eigen::MatrixXd average_pool(const Eigen::MatrixXd &X, Eigen::Index height,
                                    Eigen::Index width, Eigen::Index size) {
  return internal::average_pool_of(X, height, width, size);
}

/// The tangent of average_pool(), which is linear in X.
inline Eigen::MatrixXd average_pool_tangent(const Eigen::MatrixXd &X, Eigen::Index height,
                                            Eigen::Index width, Eigen::Index size,
                                            const Eigen::MatrixXd &X_dot,
                                            Eigen::MatrixXd &average_pool_dot) {
  average_pool_dot = internal::average_pool_of(X_dot, height, width, size);
  return internal::average_pool_of(X, height, width, size);
}

/// The adjoint of average_pool().
inline Eigen::MatrixXd average_pool_adjoint(const Eigen::MatrixXd &X, Eigen::Index height,
                                            Eigen::Index width, Eigen::Index size,
                                            const Eigen::MatrixXd &average_pool_bar,
                                            Eigen::MatrixXd &X_bar) {
  const Eigen::Index channels = X.rows();
  const Eigen::Index images = X.cols() / (height * width);
  const Eigen::Index down = window_count(height, size, size, 0);
  const Eigen::Index right = window_count(width, size, size, 0);
  gateaux::sized(X_bar, X.rows(), X.cols());
  for (Eigen::Index image = 0; image < images; ++image) {
    for (Eigen::Index place = 0; place < down * right; ++place) {
      const Eigen::Index corner =
          place % down * size + height * (place / down * size + width * image);
      for (Eigen::Index k = 0; k < size * size; ++k) {
        X_bar.block(0, corner + k % size + height * (k / size), channels, 1) +=
            average_pool_bar.block(0, place + down * right * image, channels, 1) /
            double(size * size);
      }
    }
  }
  return internal::average_pool_of(X, height, width, size);
}

/// One column for each image, for a dense layer: (channels * pixels) x images.
GATEAUX_PROVIDED(wrt(X), tangent, adjoint)
inline Eigen::MatrixXd flatten(const Eigen::MatrixXd &X, Eigen::Index pixels) {
  return internal::flatten_of(X, pixels);
}

/// The tangent of flatten(), which is linear in X.
inline Eigen::MatrixXd flatten_tangent(const Eigen::MatrixXd &X, Eigen::Index pixels,
                                       const Eigen::MatrixXd &X_dot, Eigen::MatrixXd &flatten_dot) {
  flatten_dot = internal::flatten_of(X_dot, pixels);
  return internal::flatten_of(X, pixels);
}

/// The adjoint of flatten(): the same numbers in their old places.
inline Eigen::MatrixXd flatten_adjoint(const Eigen::MatrixXd &X, Eigen::Index pixels,
                                       const Eigen::MatrixXd &flatten_bar, Eigen::MatrixXd &X_bar) {
  const Eigen::Index channels = X.rows();
  gateaux::sized(X_bar, X.rows(), X.cols());
  for (Eigen::Index j = 0; j < X.cols(); ++j)
    X_bar.block(0, j, channels, 1) +=
        flatten_bar.block(channels * (j % pixels), j / pixels, channels, 1);
  return internal::flatten_of(X, pixels);
}

} // namespace nn
} // namespace gateaux

#endif // GATEAUX_NN_IMAGES_HPP
