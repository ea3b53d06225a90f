//! Tells Cargo to embed the migrations anew when a file under `sql/` appears, changes or goes:
//! the embedding macro reads the folder, which Cargo does not see by itself.

fn main() {
    println!("cargo:rerun-if-changed=sql");
}
