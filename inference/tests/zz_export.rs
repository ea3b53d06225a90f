//! Temporary export of the tiny folder.
use inference::diffusion::*;
use std::ops::ControlFlow;
#[path = "common/tiny_diffusers.rs"]
mod tiny_diffusers;
#[test]
fn export() {
    let root = std::path::PathBuf::from("/tmp/t/tinysd");
    std::fs::create_dir_all(&root).unwrap();
    tiny_diffusers::write(&root);
    let model = Diffusion::open(&root, Processor::Cpu).unwrap();
    let r = Request { prompt: "the keeper, at night".into(), width: 64, height: 64, steps: 4, guidance: 1.0, seed: 5, ..Request::default() };
    let t = std::time::Instant::now();
    let i = model.generate(&r, &mut |_| ControlFlow::Continue(())).unwrap();
    println!("{:?}", t.elapsed());
    std::fs::write(root.join("ours.rgb"), &i.rgb).unwrap();
    println!("{:?}", &i.rgb[..12]);
    let at: Vec<u8> = (0..24).map(|n| i.rgb[n * 509]).collect();
    println!("{at:?}");
}
