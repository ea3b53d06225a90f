//! How each fault is done. Every one has passed when this answers; what it left behind has to mend itself.

use crate::ground::Ground;
use crate::plan::{Blow, Fault};
use crate::postgres::Postgres;
use crate::proxy::End;
use anyhow::{Context, Result};
use fastrand::Rng;
use std::time::{Duration, Instant};

/// How much longer each piece of what is carried takes under a delay.
const DELAY: Duration = Duration::from_millis(60);
/// Pieces of the write-ahead log that a full disk is asked for; more than are kept in store.
const SEGMENTS: usize = 6;

/// Whether a fault can be done here, or why not.
pub fn possible(ground: &Ground, fault: Fault) -> Result<(), String> {
    match fault {
        Fault::FillDisk => ground.disk.as_ref().map(|_| ()).map_err(Clone::clone),
        Fault::Clock(..) => ground.clock.as_ref().map(|_| ()).map_err(Clone::clone),
        _ => Ok(()),
    }
}

/// Does it; the moment from which on recovery counts: the blow itself, or the end of what lasted.
pub async fn strike(ground: &mut Ground, blow: Blow, rng: &mut Rng) -> Result<Instant> {
    let now = Instant::now();
    match blow.fault {
        Fault::Kill(part) => {
            // One that is still starting after the last blow counts as struck only once it runs.
            ground.process(part).ready().await?;
            let now = Instant::now();
            ground.process(part).kill_9();
            return Ok(now);
        }
        Fault::KillPostgres => ground.with_postgres(Postgres::kill_9)?,
        Fault::KillSession => ground.with_postgres(|it| it.kill_session(|sessions| rng.usize(..sessions)))?,
        Fault::RestartPostgres => ground.with_postgres(Postgres::restart)?,
        Fault::FillDisk => return fill(ground, blow.lasting).await,
        Fault::Delay(way) => {
            ground.proxy(way).delay(DELAY);
            tokio::time::sleep(blow.lasting).await;
            ground.proxy(way).delay(Duration::ZERO);
            return Ok(Instant::now());
        }
        Fault::Cut(way) => {
            let proxy = ground.proxy(way);
            proxy.freeze(true);
            tokio::time::sleep(blow.lasting).await;
            let now = Instant::now();
            proxy.end_all(End::Cut);
            proxy.freeze(false);
            return Ok(now);
        }
        Fault::Reset(way) => ground.proxy(way).end_all(End::Reset),
        Fault::Clock(part, hours) => {
            let clock = ground.clock.as_ref().ok().context("there is nothing to set clocks wrong with")?;
            let environment = if hours == 0 { Vec::new() } else { clock.environment(hours) };
            ground.process(part).restart_with(environment).await?;
        }
    }
    Ok(now)
}

/// First tables cannot grow; then the write-ahead log cannot either, of which Postgres dies. It is started again
/// once there is room.
async fn fill(ground: &mut Ground, lasting: Duration) -> Result<Instant> {
    let truth = ground.truth().await?;
    let disk = ground.disk.as_ref().ok().context("there is no disk to fill")?;
    disk.fill()?;
    tokio::time::sleep(lasting / 2).await;
    for _ in 0..SEGMENTS {
        // Refused or cut off at some point: that is what it is for.
        if truth.begin_another_segment().await.is_err() {
            break;
        }
    }
    tokio::time::sleep(lasting / 2).await;
    disk.free()?;
    let freed = Instant::now();
    ground.truth().await?;
    Ok(freed)
}
