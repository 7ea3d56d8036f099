#pragma once

#include "thread-pool.h"

// Convolutions of 4 x 4 filters with stride 2 and a border of one zero - the ones DCGANs are made of -
// by Winograd's minimal filtering (Winograd 1980; Lavin and Gray 2016, arXiv:1509.09308).
//
// Split by the parity of rows and columns, the input is four pictures of half the size, and the
// convolution is the sum of four convolutions with 2 x 2 filters and stride 1. Two outputs of a
// two-tap filter take three products instead of four, F(2,2):
//
//   y0 = d0 g0 + d1 g1 = (d0 - d1) g0 + d1 (g0 + g1)
//   y1 = d1 g0 + d2 g1 = d1 (g0 + g1) - (d1 - d2) g1
//
// so a tile of 2 x 2 outputs takes 9 products instead of 16: nine matrix products over the channels,
// one for each "point". The gradients are the transposed maps and save as much. The sums have
// coefficients of +-1 only, so the rounding is that of an ordinary convolution.
//
// Layouts: x [N,H,W,C], y [N,H/2,W/2,D], filter [4,4,C,D], row-major; points are the transformed
// filter, 36 x C x D floats in an order of their own.
namespace atelier {

struct Geometry {
  int batch, height, width, in, out;  // height and width of x, multiples of 4; in and out of 32

  int outHeight() const { return height / 2; }
  int outWidth() const { return width / 2; }
  int tilesAcross() const { return width / 4; }
  int tiles() const { return height / 4 * tilesAcross(); }  // of one picture
};

// points: for `convolve`, or transposed for `convolveBackInput`.
void transformFilter(ThreadPool& pool, const float* filter, float* points, int in, int out, bool transposed);
void convolve(ThreadPool& pool, const float* x, const float* points, float* y, const Geometry& geometry);
void convolveBackInput(ThreadPool& pool, const float* points, const float* y, float* x, const Geometry& geometry);
void convolveBackFilter(ThreadPool& pool, const float* x, const float* y, float* filter, const Geometry& geometry);

}  // namespace atelier
