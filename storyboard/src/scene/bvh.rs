//! A bounding-volume hierarchy over the prims of a set, split at the median of the longest axis: a set of
//! five hundred solids costs a ray about as much as a dozen.

use super::prim::{Meet, Prim};
use glam::Vec3A;

const LEAF: usize = 3;
const DEPTH: usize = 32;

#[derive(Clone, Debug)]
struct Node {
    lo: Vec3A,
    hi: Vec3A,
    /// First prim of a leaf, or the second child (the first follows its parent).
    first: u32,
    /// Prims of a leaf; 0 for a branch.
    count: u32,
}

/// Prims in the order of the tree, and the tree.
#[derive(Clone, Debug)]
pub(crate) struct Bvh {
    pub prims: Vec<Prim>,
    nodes: Vec<Node>,
}

impl Bvh {
    pub(crate) fn new(prims: Vec<Prim>) -> Self {
        let mut order: Vec<(Prim, (Vec3A, Vec3A))> = prims
            .into_iter()
            .map(|prim| {
                let bounds = prim.bounds();
                (prim, bounds)
            })
            .collect();
        let mut nodes = Vec::new();
        if !order.is_empty() {
            split(&mut order, 0, &mut nodes, 0);
        }
        Self { prims: order.into_iter().map(|(prim, _)| prim).collect(), nodes }
    }

    /// Walks every leaf whose box the ray enters before `limit`; `visit` may lower the limit.
    fn walk(
        &self,
        o: Vec3A,
        d: Vec3A,
        limit: &mut f32,
        mut visit: impl FnMut(usize, &Prim, &mut f32) -> bool,
    ) {
        let inverse = d.recip();
        let mut stack = [0_u32; DEPTH + 2];
        let mut top = usize::from(!self.nodes.is_empty());
        while top > 0 {
            top -= 1;
            let at = stack[top];
            let node = &self.nodes[at as usize];
            let (a, b) = ((node.lo - o) * inverse, (node.hi - o) * inverse);
            let (enter, leave) = (a.min(b).max_element(), a.max(b).min_element());
            if enter > leave || leave < 0.0 || enter > *limit {
                continue;
            }
            if node.count == 0 {
                stack[top] = node.first;
                stack[top + 1] = at + 1;
                top += 2;
                continue;
            }
            let range = node.first as usize..(node.first + node.count) as usize;
            for index in range {
                if visit(index, &self.prims[index], limit) {
                    return;
                }
            }
        }
    }

    /// The nearest prim a ray meets before `limit`.
    pub(crate) fn nearest(&self, o: Vec3A, d: Vec3A, limit: f32) -> Option<(usize, Meet)> {
        let mut best = None;
        let mut limit = limit;
        self.walk(o, d, &mut limit, |index, prim, limit| {
            if let Some(meet) = prim.meet(o, d, *limit) {
                *limit = meet.t;
                best = Some((index, meet));
            }
            false
        });
        best
    }

    /// Whether anything that shades lies on the way.
    pub(crate) fn blocked(&self, o: Vec3A, d: Vec3A, limit: f32) -> bool {
        let mut hit = false;
        let mut limit = limit;
        self.walk(o, d, &mut limit, |_, prim, limit| {
            hit = prim.shades && prim.meet(o, d, *limit).is_some();
            hit
        });
        hit
    }

    /// Collects up to `N` prims within `reach` metres of a point.
    pub(crate) fn around<const N: usize>(&self, p: Vec3A, reach: f32) -> ([u32; N], usize) {
        let (mut found, mut count) = ([0; N], 0);
        let mut stack = [0_u32; DEPTH + 2];
        let mut top = usize::from(!self.nodes.is_empty());
        while top > 0 && count < N {
            top -= 1;
            let at = stack[top];
            let node = &self.nodes[at as usize];
            if (node.lo - p).max(p - node.hi).max_element() > reach {
                continue;
            }
            if node.count == 0 {
                stack[top] = node.first;
                stack[top + 1] = at + 1;
                top += 2;
                continue;
            }
            for index in node.first..node.first + node.count {
                if count < N && self.prims[index as usize].distance(p) < reach {
                    found[count] = index;
                    count += 1;
                }
            }
        }
        (found, count)
    }
}

fn split(order: &mut [(Prim, (Vec3A, Vec3A))], first: usize, nodes: &mut Vec<Node>, depth: usize) {
    let lo = order.iter().fold(Vec3A::splat(f32::MAX), |lo, (_, b)| lo.min(b.0));
    let hi = order.iter().fold(Vec3A::splat(f32::MIN), |hi, (_, b)| hi.max(b.1));
    let at = nodes.len();
    nodes.push(Node { lo, hi, first: first as u32, count: order.len() as u32 });
    if order.len() <= LEAF || depth >= DEPTH {
        return;
    }
    let size = hi - lo;
    let axis = if size.x >= size.y && size.x >= size.z { 0 } else { 1 + usize::from(size.z > size.y) };
    order.sort_by(|(_, a), (_, b)| (a.0[axis] + a.1[axis]).total_cmp(&(b.0[axis] + b.1[axis])));
    let middle = order.len() / 2;
    let (left, right) = order.split_at_mut(middle);
    split(left, first, nodes, depth + 1);
    let second = nodes.len() as u32;
    split(right, first + middle, nodes, depth + 1);
    nodes[at].first = second;
    nodes[at].count = 0;
}

#[cfg(test)]
mod tests {
    use super::super::prim::{Finish, Solid, Surface};
    use super::*;
    use crate::noise::{hash, unit};
    use glam::{Mat3A, vec3a};

    fn crowd() -> Vec<Prim> {
        let finish = Finish { surface: Surface::Plain, colour: Vec3A::ONE, glow: 0.0 };
        let r = |i: u32| unit(hash(i));
        (0..300)
            .map(|i| {
                let c = vec3a(r(i * 3) * 20.0 - 10.0, r(i * 3 + 1) * 8.0, r(i * 3 + 2) * -30.0);
                Prim::new(Solid::Box, c, Vec3A::splat(0.2 + r(i + 5_000)), Mat3A::IDENTITY, finish)
            })
            .collect()
    }

    #[test]
    fn the_tree_finds_what_a_plain_search_finds() {
        let prims = crowd();
        let tree = Bvh::new(prims.clone());
        for i in 0..400 {
            let o = vec3a(unit(hash(i)) * 10.0 - 5.0, 3.0, 6.0);
            let d = vec3a(unit(hash(i + 900)) - 0.5, unit(hash(i + 1_800)) * 0.6 - 0.3, -1.0).normalize();
            let plain = prims.iter().filter_map(|p| p.meet(o, d, 1e9)).map(|m| m.t).fold(1e9, f32::min);
            let found = tree.nearest(o, d, 1e9).map_or(1e9, |(_, meet)| meet.t);
            assert!((plain - found).abs() < 1e-4, "ray {i}: {plain} and {found}");
            assert_eq!(tree.blocked(o, d, 1e9), plain < 1e8);
        }
    }
}
