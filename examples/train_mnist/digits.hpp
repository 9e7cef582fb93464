// SPDX-License-Identifier: Apache-2.0
//
// The digits: from a folder with the four files of MNIST, or drawn here.
#ifndef TRAIN_MNIST_DIGITS_HPP
#define TRAIN_MNIST_DIGITS_HPP

#include <Eigen/Dense>
#include <gateaux/data.hpp>
#include <string>

/// Images of digits, one in each column with values from 0 to 1, and their labels.
struct Digits {
  Eigen::MatrixXd X;
  Eigen::VectorXi label;
  Eigen::MatrixXd C; ///< The labels as columns of zeros with a one.

  /// The examples with these indices.
  Digits part(const gateaux::Indices &indices) const;
};

/// The test set's or the training set's digits in a folder: <prefix>-images-idx3-ubyte and
/// <prefix>-labels-idx1-ubyte, with .gz or without, prefix "train" or "t10k".
Digits load_digits(const std::string &folder, const std::string &prefix);

/// Fills a folder with the four files, with digits of 12 x 12 pixels drawn from a font, moved about
/// and made noisy.
void draw_digits(const std::string &folder, Eigen::Index training, Eigen::Index test,
                 unsigned seed);

#endif // TRAIN_MNIST_DIGITS_HPP
