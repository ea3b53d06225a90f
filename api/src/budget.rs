//! What work may cost: nothing is begun that a script's budget does not cover.

use crate::problem::{Kind, Problem};
use domain::job::{Budget, Cost};
use projections::operations::Spending;
use std::fmt::Write;

/// Refuses work that would go beyond the budget, or any once all of it is spoken for.
pub(crate) fn covers(spending: &Spending, estimate: Cost) -> Result<(), Problem> {
    // Nothing is known of a kind that never ran, but it is not free.
    let least = Cost { compute_ms: estimate.compute_ms.max(1), ..estimate };
    let all: Cost = [spending.used(), least].into_iter().sum();
    if all.within(spending.budget) {
        return Ok(());
    }
    Err(Problem::new(Kind::BudgetExceeded).detail(account(spending, estimate)))
}

/// The numbers, of what is limited.
fn account(Spending { budget, spent, reserved }: &Spending, estimate: Cost) -> String {
    let Budget { compute_ms, usd_micros } = *budget;
    let mut words = String::new();
    if let Some(budget) = compute_ms {
        let [estimate, spent, reserved, budget] =
            [estimate.compute_ms, spent.compute_ms, reserved.compute_ms, budget].map(seconds);
        _ = write!(
            words,
            "computing time: {estimate} s estimated, {spent} s spent, {reserved} s reserved of a budget of {budget} s"
        );
    }
    if let Some(budget) = usd_micros {
        let [estimate, spent, reserved, budget] =
            [estimate.usd_micros, spent.usd_micros, reserved.usd_micros, budget].map(dollars);
        let next = if words.is_empty() { "" } else { "; " };
        _ = write!(
            words,
            "{next}money: ${estimate} estimated, ${spent} spent, ${reserved} reserved of a budget of ${budget}"
        );
    }
    words
}

fn seconds(ms: u64) -> String {
    format!("{}.{:03}", ms / 1_000, ms % 1_000)
}

fn dollars(micros: u64) -> String {
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn cost(compute_ms: u64, usd_micros: u64) -> Cost {
        Cost { compute_ms, usd_micros }
    }

    fn spending(compute_ms: Option<u64>, usd_micros: Option<u64>) -> Spending {
        Spending { budget: Budget { compute_ms, usd_micros }, spent: cost(600, 7), reserved: cost(300, 0) }
    }

    #[test]
    fn whatever_is_not_limited_is_covered() {
        assert!(covers(&spending(None, None), cost(u64::MAX, u64::MAX)).is_ok());
        assert!(covers(&spending(None, Some(7)), cost(u64::MAX, 0)).is_ok());
    }

    #[test]
    fn what_is_spent_and_reserved_counts() {
        assert!(covers(&spending(Some(1_000), None), cost(100, 0)).is_ok());
        let refusal = covers(&spending(Some(1_000), None), cost(101, 0)).unwrap_err();
        assert_eq!(refusal.kind(), Kind::BudgetExceeded);
        assert_eq!(
            refusal.to_string(),
            "budget_exceeded: computing time: 0.101 s estimated, 0.600 s spent, 0.300 s reserved of a budget of 1.000 s"
        );
        let refusal = covers(&spending(None, Some(1_000_000)), cost(0, 999_994)).unwrap_err().to_string();
        assert!(refusal.ends_with(
            "money: $0.999994 estimated, $0.000007 spent, $0.000000 reserved of a budget of $1.000000"
        ));
    }

    #[test]
    fn a_used_up_budget_covers_nothing_of_unknown_cost() {
        assert!(covers(&spending(Some(900), None), Cost::default()).is_err());
        assert!(covers(&spending(Some(901), Some(7)), Cost::default()).is_ok());
    }
}
