//! The gate: every number within its range, every list within its length, every text within its size.
//! All faults are reported at once, each with the JSON pointer of its field.

use super::{Board, Figure, MAX_FIGURES, MAX_PROPS};
use std::ops::RangeInclusive;

/// One thing wrong with a board.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {message}")]
pub struct Fault {
    /// JSON pointer of the field, such as `/figures/0/gaze`.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

/// A board that cannot be drawn, with everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the board cannot be drawn: {}", .faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct BoardError {
    /// What is wrong, at least one.
    pub faults: Vec<Fault>,
}

/// A board that can be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked(Board);

impl std::ops::Deref for Checked {
    type Target = Board;

    fn deref(&self) -> &Board {
        &self.0
    }
}

#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(Fault { field: field.into(), message: message.into() });
    }

    fn range(&mut self, field: &str, value: f32, range: RangeInclusive<f32>) {
        if !range.contains(&value) {
            self.add(field, format!("{value} is not within {} and {}", range.start(), range.end()));
        }
    }

    fn most(&mut self, field: &str, length: usize, most: usize) {
        if length > most {
            self.add(field, format!("{length} are more than {most}"));
        }
    }

    fn figure(&mut self, index: usize, figure: &Figure) {
        let at = |name: &str| format!("/figures/{index}/{name}");
        self.range(&at("x"), figure.x, -40.0..=40.0);
        self.range(&at("z"), figure.z, -60.0..=20.0);
        self.range(&at("facing"), figure.facing, -720.0..=720.0);
        self.range(&at("gaze"), figure.gaze, -60.0..=60.0);
        self.most(&at("name"), figure.name.chars().count(), 120);
        self.range(&at("look/build/height_m"), figure.look.build.height_m, 0.6..=2.3);
        self.range(&at("look/build/breadth"), figure.look.build.breadth, 0.0..=1.0);
        self.range(&at("look/skin"), figure.look.skin, 0.0..=1.0);
        self.most(&at("look/marks"), figure.look.marks.len(), 8);
    }
}

impl Board {
    /// Checks every range and length; NaN and infinities are within none.
    pub fn validate(self) -> Result<Checked, BoardError> {
        let mut faults = Faults::default();
        let params = &self.params;
        faults.range("/params/fov", params.fov, 10.0..=120.0);
        faults.range("/params/lighting", params.lighting, 0.0..=100.0);
        faults.range("/params/hdr_bloom", params.hdr_bloom, 0.0..=100.0);
        faults.range("/params/color_temp", params.color_temp, 2_000.0..=10_000.0);
        faults.range("/params/contrast", params.contrast, 0.0..=100.0);
        faults.most("/figures", self.figures.len(), MAX_FIGURES);
        faults.most("/props", self.props.len(), MAX_PROPS);
        faults.most("/set/dressing", self.set.dressing.len(), 12);
        if let Some(azimuth) = self.azimuth {
            faults.range("/azimuth", azimuth, -80.0..=80.0);
        }
        for (index, name) in self.set.dressing.iter().enumerate().take(12) {
            faults.most(&format!("/set/dressing/{index}"), name.chars().count(), 60);
        }
        for (index, figure) in self.figures.iter().enumerate().take(MAX_FIGURES) {
            faults.figure(index, figure);
        }
        for (index, prop) in self.props.iter().enumerate().take(MAX_PROPS) {
            faults.range(&format!("/props/{index}/turn"), prop.turn, -180.0..=180.0);
        }
        if faults.0.is_empty() { Ok(Checked(self)) } else { Err(BoardError { faults: faults.0 }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(board: Board) -> Vec<String> {
        board
            .validate()
            .map_or_else(|error| error.faults.into_iter().map(|fault| fault.field).collect(), |_| vec![])
    }

    #[test]
    fn the_default_board_can_be_drawn() {
        assert_eq!(fields(Board::default()), Vec::<String>::new());
    }

    #[test]
    fn every_parameter_is_refused_just_outside_its_range() {
        type Put = fn(&mut Board, f32);
        let cases: [(&str, Put, f32, f32); 5] = [
            ("/params/fov", |b, v| b.params.fov = v, 10.0, 120.0),
            ("/params/lighting", |b, v| b.params.lighting = v, 0.0, 100.0),
            ("/params/hdr_bloom", |b, v| b.params.hdr_bloom = v, 0.0, 100.0),
            ("/params/color_temp", |b, v| b.params.color_temp = v, 2_000.0, 10_000.0),
            ("/params/contrast", |b, v| b.params.contrast = v, 0.0, 100.0),
        ];
        for (field, put, low, high) in cases {
            for (value, valid) in
                [(low, true), (high, true), (low - 0.1, false), (high + 0.1, false), (f32::NAN, false)]
            {
                let mut board = Board::default();
                put(&mut board, value);
                let expected = if valid { vec![] } else { vec![field.to_owned()] };
                assert_eq!(fields(board), expected, "{field} = {value}");
            }
        }
    }

    #[test]
    fn all_faults_are_told_at_once_and_where_they_are() {
        let mut board = Board { figures: vec![Figure::default(); 2], ..Board::default() };
        board.figures[1].gaze = 90.0;
        board.params.fov = f32::INFINITY;
        assert_eq!(fields(board), ["/params/fov", "/figures/1/gaze"]);
    }

    #[test]
    fn seven_figures_are_too_many() {
        let board = Board { figures: vec![Figure::default(); 7], ..Board::default() };
        assert_eq!(fields(board), ["/figures"]);
    }
}
