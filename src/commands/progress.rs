//! Progress on standard error, for what takes longer than a second, and how long each stage took.

use super::terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Shows the step at work once the whole has taken a second; before that, nothing.
pub(super) struct Progress {
    bar: ProgressBar,
    started: Instant,
    /// The steps with when they began, if the times are wanted.
    times: Option<Mutex<Vec<(&'static str, Instant)>>>,
}

impl Progress {
    /// Starts the clock of a work of so many steps; `timed`: the end prints the time of each.
    pub(super) fn new(steps: u64, timed: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {pos}/{len} {msg} {elapsed}") {
            bar.set_style(style);
        }
        Self { bar, started: Instant::now(), times: timed.then(Mutex::default) }
    }

    /// The next step begins.
    pub(super) fn step(&self, name: &'static str) {
        if self.started.elapsed() > Duration::from_secs(1) && self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.bar.enable_steady_tick(Duration::from_millis(120));
        }
        self.bar.set_message(name);
        self.bar.inc(1);
        if let Some(mut times) = self.times.as_ref().and_then(|times| times.lock().ok()) {
            times.push((name, Instant::now()));
        }
    }

    /// The milliseconds of each step, from its beginning to the next one's.
    fn print(&self, times: &[(&'static str, Instant)]) {
        let end = Instant::now();
        let ends = times.iter().skip(1).map(|(_, next)| *next).chain([end]);
        let line =
            |time: Duration, name: &str| terminal::note(&format!("{:>9.1} ms  {name}", time.as_secs_f64() * 1e3));
        times.iter().zip(ends).for_each(|((name, from), to)| line(to - *from, name));
        line(end - self.started, "in all");
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
        if let Some(times) = self.times.as_ref().and_then(|times| times.lock().ok()) {
            self.print(&times);
        }
    }
}
