//! Values beside the documents of all kinds.

use std::ops;

use crate::model::identity::Kind;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;

/// A value for each document, by kind and by its position there.
#[derive(Debug, Clone)]
pub struct TargetMap<T>([Vec<T>; Kind::ALL.len()]);

impl<T> Default for TargetMap<T> {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Vec::new()))
    }
}

impl<T> TargetMap<T> {
    /// The value of a document; `None` where none was added for it or for a later one of its kind.
    pub fn get(&self, target: Target) -> Option<&T> {
        self.0[target.kind() as usize].get(target.position())
    }

    /// The same, to change it.
    pub fn get_mut(&mut self, target: Target) -> Option<&mut T> {
        self.0[target.kind() as usize].get_mut(target.position())
    }

    /// The value of a document, which is added where it is not there yet.
    pub fn get_or_default(&mut self, target: Target) -> &mut T
    where
        T: Default,
    {
        let (values, position) = (&mut self.0[target.kind() as usize], target.position());
        if values.len() <= position {
            values.resize_with(position + 1, T::default);
        }
        &mut values[position]
    }
}

impl<T> ops::Index<Target> for TargetMap<T> {
    type Output = T;

    fn index(&self, target: Target) -> &T {
        &self.0[target.kind() as usize][target.position()]
    }
}

#[cfg(test)]
mod tests {
    use super::TargetMap;
    use crate::model::table::Index;
    use crate::model::target::Target;

    #[test]
    fn kinds_do_not_share_positions() {
        let (event, actor) = (Target::Event(Index::new(2)), Target::Actor(Index::new(2)));
        let mut map = TargetMap::default();
        *map.get_or_default(event) = 7;
        assert_eq!((map.get(event), map.get(actor)), (Some(&7), None));
        assert_eq!(map.get(Target::Event(Index::new(1))), Some(&0));
        assert_eq!(map.get(Target::Event(Index::new(3))), None);
    }
}
