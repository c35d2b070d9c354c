//! Tables of nouns and their typed indexes: how linked values refer to each other without pointers.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops;
use std::sync::Arc;

/// The place of a `T` in its [`Table`]. Indexes of different nouns cannot be mixed up.
pub struct Index<T>(u32, PhantomData<fn() -> T>);

impl<T> Index<T> {
    /// The index at a position. It is valid only in a table that is at least that long.
    pub fn new(position: usize) -> Self {
        Self(position as u32, PhantomData)
    }

    /// The position in the table.
    pub fn position(self) -> usize {
        self.0 as usize
    }
}

impl<T> Clone for Index<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Index<T> {}
impl<T> PartialEq for Index<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Index<T> {}
impl<T> PartialOrd for Index<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Index<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> Hash for Index<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Index<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{}", self.0)
    }
}

/// All nouns of one kind, in a fixed order. Clones share their rows: changing a table that has clones copies all of
/// its rows first.
#[derive(Debug)]
pub struct Table<T>(Arc<Vec<T>>);

impl<T> Clone for Table<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Table<T> {
    /// A table with one row for each row of `other`.
    pub fn beside<U>(other: &Table<U>) -> Self
    where
        T: Default + Clone,
    {
        Self::from(vec![T::default(); other.len()])
    }

    /// Appends a row.
    pub fn push(&mut self, row: T) -> Index<T>
    where
        T: Clone,
    {
        Arc::make_mut(&mut self.0).push(row);
        Index::new(self.0.len() - 1)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rows in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// The indexes in order.
    pub fn indexes(&self) -> impl Iterator<Item = Index<T>> + use<T> {
        (0..self.0.len()).map(Index::new)
    }

    /// The rows with their indexes.
    pub fn entries(&self) -> impl Iterator<Item = (Index<T>, &T)> {
        self.indexes().zip(self.iter())
    }

    /// The row that stands beside `index` in a table of another noun.
    pub fn beside_index<U>(&self, index: Index<U>) -> &T {
        &self.0[index.position()]
    }

    /// The row that stands beside `index` in a table of another noun, to change it.
    pub fn beside_index_mut<U>(&mut self, index: Index<U>) -> &mut T
    where
        T: Clone,
    {
        &mut Arc::make_mut(&mut self.0)[index.position()]
    }
}

impl<T> ops::Index<Index<T>> for Table<T> {
    type Output = T;
    fn index(&self, index: Index<T>) -> &T {
        &self.0[index.position()]
    }
}

impl<T: Clone> ops::IndexMut<Index<T>> for Table<T> {
    fn index_mut(&mut self, index: Index<T>) -> &mut T {
        &mut Arc::make_mut(&mut self.0)[index.position()]
    }
}

impl<T> From<Vec<T>> for Table<T> {
    fn from(rows: Vec<T>) -> Self {
        Self(Arc::new(rows))
    }
}

impl<T> FromIterator<T> for Table<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        Self::from(rows.into_iter().collect::<Vec<T>>())
    }
}

impl<'a, T> IntoIterator for &'a Table<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
