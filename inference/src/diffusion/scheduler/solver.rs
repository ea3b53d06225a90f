//! The arithmetic of a step, on latent pictures. Formulas are those of the papers named at
//! [`super::Method`], in the form that diffusers gives them.

use std::collections::VecDeque;

use candle_core::{Result, Tensor};

use super::{Method, Plan, Point, Prediction};

/// What a step leads to.
pub(crate) struct Stepped {
    /// The latent picture to go on with.
    pub(crate) latent: Tensor,
    /// What the picture would be without its noise, as far as can be told yet.
    pub(crate) estimate: Tensor,
}

/// Follows a plan, remembering what it must.
pub(crate) struct Solver<'a> {
    plan: &'a Plan,
    /// PLMS: the last answers of the network, newest first; at most four.
    answers: VecDeque<Tensor>,
    /// PLMS: what the first step began with.
    beginning: Option<Tensor>,
}

impl<'a> Solver<'a> {
    pub(crate) fn new(plan: &'a Plan) -> Self {
        Self { plan, answers: VecDeque::new(), beginning: None }
    }

    /// Takes step `index` of the plan: `answer` is the network's to `latent`; `noise` is asked for a
    /// fresh standard normal picture where the method needs one.
    pub(crate) fn step(
        &mut self,
        index: usize,
        answer: Tensor,
        latent: &Tensor,
        noise: &mut dyn FnMut() -> Result<Tensor>,
    ) -> Result<Stepped> {
        let point = self.plan.points[index];
        match self.plan.method {
            Method::Ddim => self.ddim(&point, &answer, latent),
            Method::Plms => self.plms(index, answer, latent),
            Method::Euler => self.euler(&point, &answer, latent, None),
            Method::EulerAncestral => self.euler(&point, &answer, latent, Some(noise)),
        }
    }

    fn ddim(&self, point: &Point, answer: &Tensor, latent: &Tensor) -> Result<Stepped> {
        let (mut estimate, noise) = self.split(point.from, answer, latent)?;
        if let Some(range) = self.plan.clip {
            estimate = estimate.clamp(-range, range)?;
        }
        let latent = ((&estimate * point.to.sqrt())? + (noise * (1.0 - point.to).sqrt())?)?;
        Ok(Stepped { latent, estimate })
    }

    /// The picture and the noise in a latent one whose picture has the share `alpha` of the variance.
    fn split(&self, alpha: f64, answer: &Tensor, latent: &Tensor) -> Result<(Tensor, Tensor)> {
        let (picture, noise) = (alpha.sqrt(), (1.0 - alpha).sqrt());
        match self.plan.prediction {
            Prediction::Epsilon => Ok((((latent - (answer * noise)?)? / picture)?, answer.clone())),
            Prediction::Velocity => {
                Ok((((latent * picture)? - (answer * noise)?)?, ((answer * picture)? + (latent * noise)?)?))
            }
            Prediction::Sample => Ok((answer.clone(), ((latent - (answer * picture)?)? / noise)?)),
        }
    }

    /// The first step is taken twice, the second time with the mean of the answers at both its ends;
    /// from then on a line through the last two, three, four answers is followed (Adams-Bashforth).
    fn plms(&mut self, index: usize, answer: Tensor, latent: &Tensor) -> Result<Stepped> {
        let point = self.plan.points[index];
        let mut from = latent.clone();
        let mixed = if index == 1 {
            from = self.beginning.take().unwrap_or(from);
            ((answer + &self.answers[0])? / 2.0)?
        } else {
            if index == 0 {
                self.beginning = Some(latent.clone());
            }
            self.answers.push_front(answer);
            self.answers.truncate(4);
            let weights: &[f64] = match self.answers.len() {
                1 => &[1.0],
                2 => &[3.0 / 2.0, -1.0 / 2.0],
                3 => &[23.0 / 12.0, -16.0 / 12.0, 5.0 / 12.0],
                _ => &[55.0 / 24.0, -59.0 / 24.0, 37.0 / 24.0, -9.0 / 24.0],
            };
            let mut sum = (&self.answers[0] * weights[0])?;
            for (answer, weight) in self.answers.iter().zip(weights).skip(1) {
                sum = (sum + (answer * *weight)?)?;
            }
            sum
        };
        let (estimate, noise) = self.split(point.from, &mixed, &from)?;
        let latent = ((&estimate * point.to.sqrt())? + (noise * (1.0 - point.to).sqrt())?)?;
        Ok(Stepped { latent, estimate })
    }

    fn euler(
        &self,
        point: &Point,
        answer: &Tensor,
        latent: &Tensor,
        noise: Option<&mut dyn FnMut() -> Result<Tensor>>,
    ) -> Result<Stepped> {
        let (from, to) = (point.from, point.to);
        let estimate = match self.plan.prediction {
            Prediction::Epsilon => (latent - (answer * from)?)?,
            Prediction::Velocity => {
                let scale = from * from + 1.0;
                ((latent / scale)? - (answer * (from / scale.sqrt()))?)?
            }
            Prediction::Sample => answer.clone(),
        };
        let slope = ((latent - &estimate)? / from)?;
        let Some(noise) = noise else {
            let latent = (latent + (slope * (to - from))?)?;
            return Ok(Stepped { latent, estimate });
        };
        // Down further than asked for, then up again with fresh noise.
        let up = (to * to * (from * from - to * to) / (from * from)).sqrt();
        let down = (to * to - up * up).sqrt();
        let mut latent = (latent + (slope * (down - from))?)?;
        if up > 0.0 {
            latent = (latent + (noise()? * up)?)?;
        }
        Ok(Stepped { latent, estimate })
    }
}
