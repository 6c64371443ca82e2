//! What is saved of a sitting, and in which order and how long it asks.

use crate::answers::Answers;
use crate::pack::QuestionId;

/// In which order questions are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As they stand in the pack, all of them.
    File,
    /// The most telling one next, until the result is settled.
    Adaptive,
}

/// How a sitting asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// In which order.
    pub order: Order,
    /// The questions of a short form, in their order, which are then all that is asked before the result; empty where the
    /// order alone decides.
    pub short: Vec<QuestionId>,
}

impl From<Order> for Plan {
    fn from(order: Order) -> Plan {
        Plan { order, short: Vec::new() }
    }
}

/// When asking comes to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Until {
    /// Once the result is settled, where the order looks at that.
    #[default]
    Settled,
    /// When there is nothing more to ask.
    AllAsked,
}

/// What is saved of a sitting, and all that is needed to go on with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// What was answered.
    pub answers: Answers,
    /// Questions put so far, in the order in which they were put.
    pub asked: Vec<QuestionId>,
    /// The question on screen; nothing at the end.
    pub at: Option<QuestionId>,
    /// When asking comes to its end.
    pub until: Until,
}
