//! Lengths in scaled points, as integers: the same source gives the same bytes everywhere.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in scaled points: 65,536 to the PDF point of 1/72 inch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(pub i64);

impl Length {
    /// No length.
    pub const ZERO: Self = Self(0);
    /// One point.
    pub const PT: Self = Self(65_536);

    /// From points, rounded to the nearest scaled point.
    pub fn from_pt(points: f64) -> Self {
        Self((points * 65_536.0).round() as i64)
    }

    /// From millimetres.
    pub fn from_mm(millimetres: f64) -> Self {
        Self::from_pt(millimetres * 72.0 / 25.4)
    }

    /// In points.
    pub fn pt(self) -> f32 {
        self.0 as f32 / 65_536.0
    }

    /// `self × numerator / denominator` without overflow, rounded towards zero.
    pub fn scale(self, numerator: i64, denominator: i64) -> Self {
        match self.0.checked_mul(numerator) {
            Some(product) => Self(product / denominator),
            None => Self((i128::from(self.0) * i128::from(numerator) / i128::from(denominator)) as i64),
        }
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}
impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}
impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}
impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, factor: i64) -> Self {
        Self(self.0 * factor)
    }
}
impl Div<i64> for Length {
    type Output = Self;
    fn div(self, divisor: i64) -> Self {
        Self(self.0 / divisor)
    }
}
impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}
impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}
impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}
